// The program: reads the settings, starts the registry, says where it is, and stops when it is told to.
import { DataDirLockedError } from '@action-registry/db';
import { ConfigError, loadConfig } from './config.js';
import { startRegistry } from './start-registry.js';

async function main(): Promise<void> {
  const registry = await startRegistry(loadConfig());
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    registry.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`${toGreeting(registry)}\n`);
}

function toGreeting({
  url,
  adminKeyFile,
  database,
}: {
  url: string;
  adminKeyFile: string | undefined;
  database: string;
}): string {
  const lines = [
    `The action registry is ready on ${url} (${database === 'pglite' ? 'embedded PGlite' : 'PostgreSQL'}).`,
  ];
  if (adminKeyFile !== undefined)
    lines.push(`The admin API key was written to ${adminKeyFile} (readable by you only).`);
  lines.push('In a second terminal: npx --no actions init');
  return lines.join('\n');
}

function fail(error: unknown): void {
  const isExpected =
    error instanceof ConfigError ||
    error instanceof DataDirLockedError ||
    (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE');
  const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`The registry cannot start: ${text}\n`);
  process.exit(1);
}

main().catch(fail);
