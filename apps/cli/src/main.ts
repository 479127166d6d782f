// The program's entry: parses the arguments, prints what was refused, and sets the exit code.
import { CommanderError } from 'commander';
import { loadCliConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { createProgram } from './program.js';

async function main(args: string[]): Promise<void> {
  const program = createProgram(loadCliConfig());
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has printed its own complaint, or the help that was asked for.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    if (program.opts<{ json?: boolean }>().json === true) {
      process.stdout.write(`${JSON.stringify(toErrorJson(error), null, 2)}\n`);
    } else process.stderr.write(`${toErrorLines(error).join('\n')}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

// `actions search | head` closes our output early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await main(process.argv.slice(2));
