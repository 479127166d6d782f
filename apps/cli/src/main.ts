// The program's entry: parses the arguments, prints what was refused, and sets the exit code.
import { CommanderError } from 'commander';
import { loadCliConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { createProgram } from './program.js';

async function main(args: string[]): Promise<void> {
  try {
    await createProgram(loadCliConfig()).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify(toErrorJson(error), null, 2)}\n`);
    else process.stderr.write(`${toErrorLines(error).join('\n')}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

await main(process.argv.slice(2));
