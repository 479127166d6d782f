// The program's entry: parses the arguments, prints what was refused, and sets the exit code.
import { CommanderError } from 'commander';
import { type CliConfig, loadCliConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { createIo } from './io.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { createProgram } from './program.js';
import { UsageError } from './usage-error.js';

async function main(args: string[]): Promise<void> {
  // Before the arguments are understood, and when they are not, this is what tells.
  const isJson = args.includes('--json');
  let config: CliConfig | undefined;
  try {
    config = loadCliConfig();
    await createProgram(config).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version were printed, as they were asked for.
      if (error.exitCode === 0) return;
      print(new UsageError(toUsage(error)), { isJson, config });
      process.exitCode = 2;
      return;
    }
    print(error, { isJson, config });
    process.exitCode = exitCodeOf(error);
  }
}

/** Commander's complaint as one sentence; a bare group of commands is a complaint without words. */
function toUsage({ message, code }: CommanderError): string {
  if (code === 'commander.help') return 'Name a command; `actions --help` lists them.';
  const text = message
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, '. ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function print(error: unknown, { isJson, config }: { isJson: boolean; config: CliConfig | undefined }): void {
  if (isJson) process.stdout.write(`${JSON.stringify(toErrorJson(error), null, 2)}\n`);
  else
    for (const line of toErrorLines(error)) createIo({ json: false, program: config?.program ?? 'actions' }).note(line);
}

// `actions search | head` closes our output early; that is no error. A disk that is full is one, told without a stack.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`✖ The output cannot be written: ${error.message}\n`);
  process.exitCode = 1;
});

await main(process.argv.slice(2));
