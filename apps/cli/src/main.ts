// The program's entry: parses the arguments, prints what was refused, and sets the exit code. What only some calls need is
// loaded by those: help and version wait for nothing but commander.
import { CommanderError } from 'commander';
import { createProgram } from './program.js';

async function main(args: string[]): Promise<void> {
  let said = '';
  let isJson = wantsJson(args);
  try {
    const program = await createProgram(args, (text) => {
      said += text;
    });
    program.hook('preAction', () => {
      isJson = program.opts<{ json?: boolean }>().json === true;
    });
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Help and version, as they were asked for.
    if (error instanceof CommanderError) await say(said, isJson);
    else (await import('./report.js')).report(error, { isJson, help: said });
  }
}

/** What `--json` meant is known when the arguments were understood; until then, and when they are not, this has to do. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).includes('--json');
}

async function say(text: string, isJson: boolean): Promise<void> {
  process.stdout.write(isJson ? (await import('./io.js')).toJsonText({ text: text.trim() }) : text);
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
