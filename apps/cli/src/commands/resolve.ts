// `actions resolve`: exact versions for references, all at once. The registry chooses; that its choice is within what was
// asked for, and that its bytes verify, is checked here.
import { matchesReference, type Registry } from '@action-registry/client';
import { digestOf, parseReference } from '@action-registry/core';
import {
  isErrorCode,
  RegistryError,
  type ResolvedReference,
  type UnresolvedReference,
  Version,
} from '@action-registry/schema';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { toStateText } from './read.js';

type Options = { asOf?: string; prerelease?: boolean; unverified?: boolean };
type Answer = ResolvedReference | UnresolvedReference;
type Refused = { ok: false; reference: string; error: RegistryError };
type Result = (ResolvedReference & { checked_here: boolean }) | Refused;

export const addResolve: AddCommand = (program, context) => {
  program
    .command('resolve')
    .description('find the exact versions of references, all at once, and verify each on this machine')
    .argument('<references...>', 'such as files.move@^1.2')
    .option('--as-of <index-or-time>', 'as it was at a log index or time')
    .option('--prerelease', 'let ranges choose pre-releases')
    .option('--unverified', 'take the registry’s word for what it chose')
    .addHelpText(
      'after',
      toExamples('resolve files.move@^1 ssh.exec', 'resolve files.move --as-of 2027-01-31T00:00:00Z'),
    )
    .action((references: string[], options: Options) => resolve(context(), references, options));
};

async function resolve({ io, open }: CommandContext, references: string[], options: Options): Promise<void> {
  const registry = await open();
  const answers = await ask(registry, references, options);
  const results = await Promise.all(
    references.map((reference, index) => check({ registry, reference, options }, answers[index])),
  );
  io.result(
    { results: Object.fromEntries(results.map((result) => [result.reference, toItem(result)])) },
    results.flatMap(toLines),
    results.find((result) => !result.ok)?.error,
  );
}

async function ask(registry: Registry, references: string[], { asOf, prerelease }: Options) {
  // Labels of our own: a reference may be any text, also an empty one.
  const labels = references.map((_, index) => `r${index}`);
  const { results } = await registry.call((trpc) =>
    trpc.releases.resolve.query({
      references: Object.fromEntries(references.map((reference, index) => [`r${index}`, reference])),
      ...(asOf !== undefined && { as_of: /^\d+$/.test(asOf) ? Number(asOf) : asOf }),
      ...(prerelease && { include_prerelease: true }),
    }),
  );
  return labels.map((label) => results[label]);
}

type Question = { registry: Registry; reference: string; options: Options };

async function check({ registry, reference, options }: Question, answer: Answer | undefined): Promise<Result> {
  if (answer?.ok === false) return { ok: false, reference, error: toRefusal(answer) };
  if (answer === undefined || !isLawfulChoice(reference, answer))
    return { ok: false, reference, error: toMismatch(reference, answer) };
  if (options.unverified === true) return { ...answer, reference, checked_here: false };
  const { release, error } = await registry.inspect(`${answer.name}@${answer.version}`);
  if (error !== undefined) return { ok: false, reference, error };
  if (digestOf(release.document) !== answer.hash) return { ok: false, reference, error: toMismatch(reference, answer) };
  return { ...answer, reference, checked_here: true };
}

function isLawfulChoice(reference: string, { name, version }: ResolvedReference): boolean {
  return Version.safeParse(version).success && matchesReference(parseReference(reference), { name, version });
}

/** A code that is not one of the catalogue's comes from no registry of ours. */
function toRefusal({ error: { code, message, details } }: UnresolvedReference): RegistryError {
  return isErrorCode(code)
    ? new RegistryError(code, String(message), { details: details as never })
    : new RegistryError('INTERNAL', String(message), { details: {} });
}

/** The registry's choice is not what was asked for, or not the bytes it names. */
function toMismatch(reference: string, answer: Answer | undefined): RegistryError {
  const found = answer?.ok === true ? answer : undefined;
  const actual = found === undefined ? 'nothing' : `${found.name}@${found.version} ${found.hash}`;
  return new RegistryError('INTEGRITY_MISMATCH', `The registry answered ${reference} with ${actual}.`, {
    details: {
      name: String(found?.name ?? ''),
      version: String(found?.version ?? ''),
      verify_code: 'identity_mismatch',
      expected: reference,
      actual,
    },
  });
}

function toItem(result: Result): object {
  if (result.ok) return result;
  const { code, message, details } = result.error;
  return { ok: false, reference: result.reference, error: { code, message, details } };
}

function toLines(result: Result): string[] {
  if (!result.ok) return [`✖ ${result.reference}: ${result.error.message} (${result.error.code})`];
  const state = toStateText(result);
  return [
    `${result.reference} → ${result.name}@${result.version} ${result.hash}${result.checked_here ? '' : ' (the registry’s word)'}`,
    ...(state === '' ? [] : [`  ! ${state}`]),
  ];
}
