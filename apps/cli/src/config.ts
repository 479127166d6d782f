// The only reader of the environment: where the registry is, where this user's files are, and secrets for use in CI.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.js';

/** What the environment says; paths are absolute. Secrets are never printed. */
export type CliConfig = {
  url: string | undefined;
  apiKey: string | undefined;
  /** Which workspace is meant, for tokens of people who are in several. */
  workspace: string | undefined;
  configDir: string;
  dataDir: string;
  trustFile: string;
  passphrase: string | undefined;
  signingKey: string | undefined;
  signingKid: string | undefined;
  /** Milliseconds that a registry has for each answer; undefined for the client's own patience. */
  timeoutMs: number | undefined;
  /** Characters in a line, where the environment says so. */
  columns: number | undefined;
  /** How the program was called: `actions`, or by npx. */
  program: string;
};

/** Where a registry is when nothing says otherwise. */
export const DEFAULT_URL = 'http://localhost:8000';

const TIMEOUT_MAX_S = 3_600;

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment once. */
export function loadCliConfig(env: Environment = process.env): CliConfig {
  // CI systems set secrets that are missing to the empty text.
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const configDir = resolve(read('ACTIONS_CONFIG_DIR') ?? join(userConfigDir(env), 'action-registry'));
  const url = read('ACTION_REGISTRY_URL');
  return {
    url: url === undefined ? undefined : parseRegistryUrl(url),
    apiKey: read('ACTION_REGISTRY_API_KEY'),
    workspace: read('ACTION_REGISTRY_WORKSPACE'),
    configDir,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    trustFile: resolve(read('ACTIONS_TRUST_FILE') ?? join(configDir, 'trusted-keys.json')),
    passphrase: env.ACTIONS_PASSPHRASE || undefined,
    signingKey: read('ACTIONS_SIGNING_KEY'),
    signingKid: read('ACTIONS_SIGNING_KID'),
    timeoutMs: parseTimeout(read('ACTIONS_TIMEOUT')),
    columns: /^[1-9]\d{0,4}$/.test(env.COLUMNS ?? '') ? Number(env.COLUMNS) : undefined,
    program: findProgramName(env),
  };
}

/** How the program was called: `actions`, or by npx. */
export function findProgramName(env: Environment = process.env): string {
  return env.npm_command === 'exec' ? 'npx --no actions' : 'actions';
}

/**
 * A registry's address in one spelling, without a slash at its end; throws UsageError for anything but an http or https URL,
 * and for one that carries a password, a query or a fragment. Nothing that may be a password is repeated.
 */
export function parseRegistryUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw toNoUrl(text);
  const { username, password, search, hash, origin, pathname } = new URL(text);
  if (username !== '' || password !== '')
    throw new UsageError(
      `The address of a registry carries no name or password: write ${origin}. Keys go to \`actions login\`.`,
    );
  if (search !== '' || hash !== '')
    throw new UsageError(`The address of a registry ends with its path: write ${origin}${pathname}.`);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function toNoUrl(text: string): UsageError {
  const shown = text.replace(/^.*@/s, '…@');
  const meant = `http://${text.replace(/^[a-z]*:?\/*/i, (start) => (start.includes('/') ? '' : start))}`;
  const hint = !/^https?:/i.test(text) && !text.includes('@') && URL.canParse(meant) ? ` Did you mean ${meant}?` : '';
  return new UsageError(`'${shown}' is no address of a registry: it must be an http or https URL.${hint}`);
}

function parseTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= TIMEOUT_MAX_S) return seconds * 1_000;
  throw new UsageError(`ACTIONS_TIMEOUT must be a number of seconds up to ${TIMEOUT_MAX_S}, not '${text}'.`);
}

function userConfigDir(env: Environment): string {
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (env.APPDATA) return env.APPDATA;
  return join(homedir(), '.config');
}
