// The program: reads the settings, starts the registry, says where it is, and stops when it is told to.
import { DataDirLockedError } from '@action-registry/db';
import { ConfigError, loadConfig } from './config.js';
import { type RunningRegistry, startRegistry } from './start-registry.js';

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

function toGreeting({ url, adminKeyFile, signInUrl, database }: RunningRegistry): string {
  const lines = [
    `The action registry is ready on ${url} (${database === 'pglite' ? 'embedded PGlite' : 'PostgreSQL'}).`,
  ];
  if (adminKeyFile !== undefined)
    lines.push(`The admin API key was written to ${adminKeyFile} (readable by you only).`);
  if (signInUrl !== undefined) lines.push(`Sign in within 10 minutes, once: ${signInUrl}`);
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
