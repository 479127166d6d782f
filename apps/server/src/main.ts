// The program: without arguments it reads the settings, starts the registry, says where it is, and stops when it is told to;
// `doctor` examines a registry instead, and `admin-key` and `sign-in-link` let whoever has the machine back in.
import { resolve } from 'node:path';
import { type Config, DEFAULT_PORT, loadConfig } from './config.js';
import { doctorCommand } from './doctor/doctor-command.js';
import { adminKeyCommand, signInLinkCommand } from './recovery/recovery-commands.js';
import { describeStartError } from './start-error.js';
import { type RunningRegistry, startRegistry } from './start-registry.js';

/** What each command does; it answers the exit code. */
const COMMANDS: ReadonlyMap<string, (args: readonly string[]) => Promise<number>> = new Map([
  ['doctor', doctorCommand],
  ['admin-key', adminKeyCommand],
  ['sign-in-link', signInLinkCommand],
]);

async function main([command, ...args]: readonly string[]): Promise<void> {
  if (command === undefined) return serve();
  const run = COMMANDS.get(command);
  if (run !== undefined) {
    process.exitCode = await run(args);
    return;
  }
  const known = [...COMMANDS.keys()].join(', ');
  process.stderr.write(`There is no command '${command}'. Without one the server starts; there are also ${known}.\n`);
  process.exitCode = 2;
}

async function serve(): Promise<void> {
  const config = readConfig();
  const registry = await startRegistry(config).catch((error: unknown) => fail(error, config));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('Stopping: requests that run are finished first.\n');
    registry.stop().then(
      () => {
        process.stdout.write('Stopped.\n');
        process.exit(0);
      },
      (error: unknown) => fail(error, config),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`${toGreeting(registry, config)}\n`);
}

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    return fail(error, undefined);
  }
}

function toGreeting({ url, adminKeyFile, signInUrl, database }: RunningRegistry, { port, dataDir }: Config): string {
  const lines = [
    `The action registry is ready on ${url} (${database === 'pglite' ? 'embedded PGlite' : 'PostgreSQL'}).`,
  ];
  if (adminKeyFile !== undefined)
    lines.push(`The admin API key was written to ${adminKeyFile} (readable by you only).`);
  if (signInUrl !== undefined) lines.push(`Sign in within 10 minutes, once: ${signInUrl}`);
  // The CLI looks on the default port, and for the admin key in ./data, by itself.
  const data = dataDir === resolve('./data') ? '' : `DATA_DIR=${quoteForShell(dataDir)} `;
  const place = port === DEFAULT_PORT ? '' : `ACTION_REGISTRY_URL=${url} `;
  lines.push(`In a second terminal: ${data}${place}npx --no actions init`);
  return lines.join('\n');
}

function quoteForShell(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function fail(error: unknown, config: Config | undefined): never {
  process.stderr.write(`The registry cannot start: ${describeStartError(error, config)}\n`);
  process.exit(1);
}

await main(process.argv.slice(2));
