// What a command may say and ask: results on standard output, everything else on standard error, nothing in colour codes
// that a file would keep.
import { isCancel, password, progress } from '@clack/prompts';
import { UsageError } from './usage-error.js';

/** A command's way to the outside. */
export type Io = {
  json: boolean;
  /** Prints a result: `data` with --json, else the lines. */
  result(data: unknown, lines: readonly string[]): void;
  /** A remark for people; silent with --json. */
  note(text: string): void;
  /** Asks for a secret; the empty text where nobody can be asked. */
  askPassphrase(question: string): Promise<string>;
  /** Shows how far long work is, where somebody looks. */
  steps(total: number, label: string): { step(text: string): void; done(text: string): void };
};

/** Io over the process's own streams. */
export function createIo({ json }: { json: boolean }): Io {
  const isWatched = process.stderr.isTTY === true && !json;
  return {
    json,
    result: (data, lines) => process.stdout.write(`${json ? JSON.stringify(data, null, 2) : lines.join('\n')}\n`),
    note: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
    askPassphrase: async (question) => {
      if (process.stdin.isTTY !== true || !isWatched) return '';
      const answer = await password({ message: question });
      if (isCancel(answer)) throw new UsageError('Cancelled; nothing was written.');
      return answer ?? '';
    },
    steps: (total, label) => {
      if (!isWatched || total < 2) return { step: () => undefined, done: () => undefined };
      const bar = progress({ max: total, output: process.stderr });
      bar.start(label);
      return { step: (text) => bar.advance(1, text), done: (text) => bar.stop(text) };
    },
  };
}
