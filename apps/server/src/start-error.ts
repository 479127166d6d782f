// Why a server cannot start, in one line with the next step. What nobody foresaw keeps its stack, for whoever must look.
import { DataDirLockedError, isDatabaseUnavailable } from '@action-registry/db';
import { type Config, ConfigError } from './config.js';
import { LogStopError } from './log-stop.js';

type Place = Pick<Config, 'port' | 'host' | 'dataDir' | 'databaseUrl'>;

const TAKEN = new Set(['EADDRINUSE', 'EACCES']);
const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);
const NO_FOLDER = new Set(['ENOTDIR', 'EEXIST', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT']);
/** PostgreSQL's classes of refusals to let somebody in: no such user or password, no such database, no right. */
const REFUSED = /^(?:28|3D|42501)/;

/** The text to print; `place` is undefined while the settings themselves cannot be read. */
export function describeStartError(error: unknown, place: Place | undefined): string {
  if (error instanceof ConfigError || error instanceof DataDirLockedError || error instanceof LogStopError)
    return error.message;
  const chain = causesOf(error);
  return (
    (place &&
      (describeListening(chain, place) ?? describeDatabase(error, chain, place) ?? describeFolder(chain, place))) ??
    (error instanceof Error ? (error.stack ?? error.message) : String(error))
  );
}

type Failure = { code?: unknown; syscall?: unknown; message?: unknown; cause?: unknown; path?: unknown };

/** Drivers wrap the failure that matters, some of them twice. */
function causesOf(error: unknown): Failure[] {
  if (typeof error !== 'object' || error === null) return [];
  return [error, ...causesOf((error as Failure).cause)];
}

function describeListening(chain: readonly Failure[], { port, host }: Place): string | undefined {
  const failure = chain.find(({ syscall }) => syscall === 'listen' || syscall === 'getaddrinfo');
  const code = String(failure?.code);
  if (failure?.syscall === 'listen' && TAKEN.has(code))
    return `port ${port} of ${host} ${code === 'EACCES' ? 'may not be used' : 'is taken by another program'}. Set PORT to another, such as PORT=${port + 1} npm start.`;
  if (failure !== undefined && NO_ADDRESS.has(code) && String(failure.message).includes(host))
    return `this machine has no address '${host}'. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`;
  return undefined;
}

function describeDatabase(error: unknown, chain: readonly Failure[], { databaseUrl }: Place): string | undefined {
  if (databaseUrl === undefined) return undefined;
  const { host, pathname, username } = new URL(databaseUrl);
  const where = `${host || 'the local socket'}${pathname}`;
  const refused = chain.find(({ code }) => typeof code === 'string' && REFUSED.test(code));
  if (refused !== undefined)
    return `PostgreSQL at ${where} refuses ${username === '' ? 'us' : `'${username}'`}: ${String(refused.message)}. See DATABASE_URL.`;
  if (!isDatabaseUnavailable(error)) return undefined;
  const reason = chain.find(({ code }) => typeof code === 'string')?.code;
  return `no PostgreSQL answers at ${where}${reason === undefined ? '' : ` (${String(reason)})`}. Is it running? See DATABASE_URL.`;
}

function describeFolder(chain: readonly Failure[], { dataDir }: Place): string | undefined {
  const failure = chain.find(
    ({ code, path }) => NO_FOLDER.has(String(code)) && typeof path === 'string' && path.startsWith(dataDir),
  );
  return failure === undefined
    ? undefined
    : `the folder ${dataDir} cannot be used (${String(failure.code)}). Set DATA_DIR to a folder that you may write to.`;
}
