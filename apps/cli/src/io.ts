// What a command may say and ask: results on standard output, everything else on standard error. Lines for people are made
// plain first (nothing of others reaches the terminal as a command) and coloured only where a terminal shows them.
import { exitCodeOf } from './exit-code.js';
import { fitInto, toPlainJson, toPlainLine } from './plain-text.js';
import { toErrorJson } from './print-error.js';
import { UsageError } from './usage-error.js';

/** A command's way to the outside. */
export type Io = {
  json: boolean;
  /** Characters that fit into a line of standard output; endless where nobody looks. */
  width: number;
  /**
   * Prints a result, once per command: `data` with --json, else the lines. With an `error` the result is a failed or partial
   * one: --json has it beside the data, and the exit code is the error's.
   */
  result(data: object, lines: readonly string[], error?: unknown): void;
  /** Prints a JSON text to the byte; on a terminal, with escapes for what a terminal would obey or hide. */
  verbatim(json: string): void;
  /** Prints a text while it comes, as fast as it is taken; on a terminal, with escapes as above. Ends when nobody reads on. */
  pour(pieces: AsyncIterable<string>): Promise<void>;
  /** A remark for people; silent with --json. */
  note(text: string): void;
  /** Asks for a secret; the empty text where nobody can be asked. */
  askSecret(question: string): Promise<string>;
  /** Asks for a secret that nobody can look up later, twice; throws UsageError when the answers differ. */
  askNewSecret(question: string): Promise<string>;
  /** Shows how far long work is, where somebody looks. */
  steps(total: number): { step(done: number, text: string): void; end(): void };
};

const COLOURS: Readonly<Record<string, string>> = { '✔': '\u001b[32m', '✖': '\u001b[31m', '!': '\u001b[33m' };
const RESET = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[2K';

/** How the program is called where it runs, so that the commands it names can be typed as they stand. */
export type Caller = { program: string };

/** Lines for people: plain, with the program's real name in commands, coloured if asked for. */
export function toShown(line: string, { isColoured, program }: Caller & { isColoured: boolean }): string {
  const plain = toPlainLine(line).replace(/(^Next: | {3}or {3}|`)actions (?=[a-z])/g, `$1${program} `);
  if (!isColoured) return plain;
  return plain.replace(/^(\s*)([✔✖!])/u, (_, space: string, mark: string) => `${space}${COLOURS[mark]}${mark}${RESET}`);
}

/** Io over the process's own streams; `columns` is what the environment says of the width. */
export function createIo({ json, program, columns }: Caller & { json: boolean; columns?: number | undefined }): Io {
  const show = (stream: NodeJS.WriteStream, lines: readonly string[]): void => {
    const style = { isColoured: stream.isTTY === true && stream.hasColors(), program };
    if (lines.length > 0) stream.write(`${lines.map((line) => toShown(line, style)).join('\n')}\n`);
  };
  return {
    json,
    width: process.stdout.columns ?? columns ?? Number.POSITIVE_INFINITY,
    result: (data, lines, error) => {
      if (json) process.stdout.write(toJsonText(error === undefined ? data : { ...data, ...toErrorJson(error) }));
      else show(process.stdout, lines);
      if (error !== undefined) process.exitCode = exitCodeOf(error);
    },
    verbatim: (text) => {
      process.stdout.write(process.stdout.isTTY === true ? toPlainJson(text) : text);
    },
    pour: (pieces) => pourInto(process.stdout, pieces),
    note: (text) => {
      if (!json) show(process.stderr, [text]);
    },
    askSecret: ask,
    askNewSecret: async (question) => {
      const answer = await ask(question);
      if (answer !== '' && answer !== (await ask('Once more')))
        throw new UsageError('The two answers differ. Nothing was written.');
      return answer;
    },
    steps: (total) => createSteps(total, process.stderr.isTTY === true && !json),
  };
}

async function pourInto(stream: NodeJS.WriteStream, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (!stream.writable) return;
    const shown =
      stream.isTTY === true
        ? piece
            .split(/(?<=\n)/)
            .map(toPlainText)
            .join('')
        : piece;
    if (!stream.write(shown)) await waitForRoom(stream);
  }
}

/** Resolves when the stream takes more, or nothing ever again. */
function waitForRoom(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'];
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}

/** A line that keeps its end. */
function toPlainText(line: string): string {
  const [end = ''] = /\r?\n?$/.exec(line) ?? [];
  return toPlainLine(line.slice(0, line.length - end.length)) + end;
}

/** A value as --json prints it. */
export function toJsonText(value: object): string {
  return `${toPlainJson(JSON.stringify(value, null, 2))}\n`;
}

/** Questions stand on standard error: standard output is the result's, also where it goes into a file. */
async function ask(question: string): Promise<string> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return '';
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message: toPlainLine(question), output: process.stderr });
  if (isCancel(answer)) throw new UsageError('Cancelled.');
  return answer ?? '';
}

function createSteps(total: number, isWatched: boolean): ReturnType<Io['steps']> {
  if (!isWatched || total < 2) return { step: () => undefined, end: () => undefined };
  const digits = String(total).length;
  return {
    step: (done, text) => {
      const line = `${String(done).padStart(digits)}/${total} ${toPlainLine(text)}`;
      process.stderr.write(`${CLEAR_LINE}${fitInto(line, (process.stderr.columns ?? 80) - 1)}`);
    },
    end: () => process.stderr.write(CLEAR_LINE),
  };
}
