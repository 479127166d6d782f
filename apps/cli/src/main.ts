// The program's entry: parses the arguments, prints what was refused, and sets the exit code.
import { CommanderError } from 'commander';
import { type CliConfig, loadCliConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { createIo, toJsonText } from './io.js';
import { toErrorJson, toErrorLines } from './print-error.js';
import { createProgram } from './program.js';

async function main(args: string[]): Promise<void> {
  let config: CliConfig | undefined;
  let said = '';
  let isJson = wantsJson(args);
  try {
    config = loadCliConfig();
    const program = createProgram(config, (text) => {
      said += text;
    });
    program.hook('preAction', () => {
      isJson = program.opts<{ json?: boolean }>().json === true;
    });
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Help and version, as they were asked for.
    if (error instanceof CommanderError) process.stdout.write(isJson ? toJsonText({ text: said.trim() }) : said);
    else report(error, { isJson, help: said, program: config?.program ?? 'actions' });
  }
}

/** What `--json` meant is known when the arguments were understood; until then, and when they are not, this has to do. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).includes('--json');
}

function report(error: unknown, { isJson, help, program }: { isJson: boolean; help: string; program: string }): void {
  process.exitCode = exitCodeOf(error);
  if (isJson) {
    process.stdout.write(toJsonText(toErrorJson(error)));
    return;
  }
  // A group of commands that was called without one shows which there are.
  process.stderr.write(help);
  const io = createIo({ json: false, program });
  for (const line of toErrorLines(error)) io.note(line);
}

// `actions search | head` closes our output early; that is no error. A disk that is full is one, told without a stack.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 1;
    if (stream === process.stdout) process.stderr.write(`✖ The output cannot be written: ${error.message}\n`);
  });
}

await main(process.argv.slice(2));
