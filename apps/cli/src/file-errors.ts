// What is wrong with files, each with its name: for people as lines, for scripts as items beside the good ones.
import { isRegistryError, RegistryError } from '@action-registry/schema';
import { toFileLabel } from './document-file.js';
import type { Io } from './io.js';
import { toErrorJson, toKnownError, toMessageLines, toPlaceLines } from './print-error.js';
import { UsageError } from './usage-error.js';

/** A file, or a document of the file at `path`, that could not be used. */
export type Failure = { file: string; path?: string; error: unknown };

/** A failure as lines: the file and the sentence, then places and suggestions below it. */
export function toFailureLines({ file, error }: Failure): string[] {
  const known = toKnownError(error);
  const says = known.code === 'USAGE' ? ' ' : ': ';
  const [head, ...rest] = toMessageLines(known);
  return [
    `✖ ${toFileLabel(file)}${says}${head}`,
    ...[...rest, ...toPlaceLines(known), `  (${known.code})`].map((line) => `  ${line}`),
  ];
}

/** The error of one file with the file's name before its message. */
export function withFile(file: string, error: unknown): unknown {
  if (error instanceof UsageError) return new UsageError(`${file} ${error.message}`, { cause: error });
  if (!isRegistryError(error)) return error;
  return new RegistryError(error.code, `${file}: ${error.message}`, { details: error.details as never, cause: error });
}

/** A failure as an item of --json. */
export function toFailureItem({ file, path = file, error }: Failure) {
  return { file, path, ...toErrorJson(error) };
}

/** Prints good items and failures together; a failure decides the exit code. */
export function reportFiles(
  io: Io,
  {
    items,
    lines,
    failed,
    total,
  }: { items: readonly object[]; lines: readonly string[]; failed: readonly Failure[]; total: number },
): void {
  const summary = failed.length === 0 || total < 2 ? [] : [`${failed.length} of ${total} files cannot be used.`];
  const data = { items, ...(failed.length > 0 && { failed: failed.map(toFailureItem) }) };
  io.result(data, [...lines, ...failed.flatMap(toFailureLines), ...summary], failed[0]?.error);
}
