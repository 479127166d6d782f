// The last word about what was thrown: as lines on standard error or as JSON on standard output, and as the exit code.
import { findProgramName } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { createIo, toJsonText } from './io.js';
import { Misuse } from './misuse.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { toUsageError } from './usage-of-commander.js';

/** Prints the error and sets the exit code; `help` is what the program said of itself before it was refused. */
export function report(thrown: unknown, { isJson, help }: { isJson: boolean; help: string }): void {
  const error = thrown instanceof Misuse ? toUsageError(thrown) : thrown;
  process.exitCode = exitCodeOf(error);
  if (isJson) {
    process.stdout.write(toJsonText(toErrorJson(error)));
    return;
  }
  // A group of commands that was called without one shows which there are.
  process.stderr.write(help);
  const io = createIo({ json: false, program: findProgramName() });
  for (const line of toErrorLines(error)) io.note(line);
}
