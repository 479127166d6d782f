// What a command may say and ask: results on standard output, everything else on standard error. Lines for people are made
// plain first (nothing of others reaches the terminal as a command) and coloured only where a terminal shows them.
import { isCancel, password } from '@clack/prompts';
import { toPlainLine } from './plain-text.js';
import { UsageError } from './usage-error.js';

/** A command's way to the outside. */
export type Io = {
  json: boolean;
  /** Characters that fit into a line of standard output. */
  width: number;
  /** Prints a result: `data` with --json, else the lines. */
  result(data: unknown, lines: readonly string[]): void;
  /** A remark for people; silent with --json. */
  note(text: string): void;
  /** Asks for a secret; the empty text where nobody can be asked. */
  askPassphrase(question: string): Promise<string>;
  /** Shows how far long work is, where somebody looks. */
  steps(total: number): { step(done: number, text: string): void; end(): void };
};

const WIDTH_DEFAULT = 100;
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

/** Io over the process's own streams. */
export function createIo({ json, program }: Caller & { json: boolean }): Io {
  const isWatched = process.stderr.isTTY === true && !json;
  const show = (stream: NodeJS.WriteStream, lines: readonly string[]): void => {
    const style = { isColoured: stream.isTTY === true && stream.hasColors(), program };
    stream.write(`${lines.map((line) => toShown(line, style)).join('\n')}\n`);
  };
  return {
    json,
    width: process.stdout.columns ?? WIDTH_DEFAULT,
    result: (data, lines) => {
      if (json) process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
      else show(process.stdout, lines);
    },
    note: (text) => {
      if (!json) show(process.stderr, [text]);
    },
    askPassphrase: async (question) => {
      if (process.stdin.isTTY !== true || !isWatched) return '';
      const answer = await password({ message: question });
      if (isCancel(answer)) throw new UsageError('Cancelled.');
      return answer ?? '';
    },
    steps: (total) => {
      if (!isWatched || total < 2) return { step: () => undefined, end: () => undefined };
      const width = String(total).length;
      return {
        step: (done, text) =>
          process.stderr.write(`${CLEAR_LINE}${String(done).padStart(width)}/${total} ${toPlainLine(text)}`),
        end: () => process.stderr.write(CLEAR_LINE),
      };
    },
  };
}
