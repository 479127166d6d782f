// The program's entry: parses the arguments, prints what was refused, and sets the exit code.
import { CommanderError } from 'commander';
import { loadCliConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { createProgram } from './program.js';
import { UsageError } from './usage-error.js';

async function main(args: string[]): Promise<void> {
  const program = createProgram(loadCliConfig());
  const isJson = (): boolean => program.opts<{ json?: boolean }>().json === true;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has printed its own complaint, or the help that was asked for.
    if (error instanceof CommanderError) {
      if (isJson() && error.exitCode !== 0) printJson(toErrorJson(new UsageError(error.message)));
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    if (isJson()) printJson(toErrorJson(error));
    else process.stderr.write(`${toErrorLines(error).join('\n')}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

// `actions search | head` closes our output early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await main(process.argv.slice(2));
