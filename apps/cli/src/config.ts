// The only reader of the environment: where the registry is, where this user's files are, and secrets for use in CI.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error.js';

/** What the environment says; paths are absolute. Secrets are never printed. */
export type CliConfig = {
  url: string | undefined;
  apiKey: string | undefined;
  configDir: string;
  dataDir: string;
  trustFile: string;
  passphrase: string | undefined;
  signingKey: string | undefined;
  signingKid: string | undefined;
  /** How the program was called: `actions`, or by npx. */
  program: string;
};

/** Where a registry is when nothing says otherwise. */
export const DEFAULT_URL = 'http://localhost:8000';

/** Reads the environment once. */
export function loadCliConfig(env: Readonly<Record<string, string | undefined>> = process.env): CliConfig {
  // CI systems set secrets that are missing to the empty text.
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const configDir = resolve(read('ACTIONS_CONFIG_DIR') ?? join(userConfigDir(env), 'action-registry'));
  const url = read('ACTION_REGISTRY_URL');
  return {
    url: url === undefined ? undefined : parseRegistryUrl(url),
    apiKey: read('ACTION_REGISTRY_API_KEY'),
    configDir,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    trustFile: resolve(read('ACTIONS_TRUST_FILE') ?? join(configDir, 'trusted-keys.json')),
    passphrase: env.ACTIONS_PASSPHRASE || undefined,
    signingKey: read('ACTIONS_SIGNING_KEY'),
    signingKid: read('ACTIONS_SIGNING_KID'),
    program: env.npm_command === 'exec' ? 'npx --no actions' : 'actions',
  };
}

/** A registry's address without a slash at its end; throws UsageError for anything but an http or https URL. */
export function parseRegistryUrl(text: string): string {
  const hasScheme = /^https?:\/\//i.test(text);
  if (hasScheme && URL.canParse(text)) return text.replace(/\/+$/, '');
  const meant = `http://${text.replace(/^[a-z]*:?\/*/i, (start) => (start.includes('/') ? '' : start))}`;
  const hint = !hasScheme && URL.canParse(meant) ? ` Did you mean ${meant}?` : '';
  throw new UsageError(`'${text}' is no address of a registry: it must be an http or https URL.${hint}`);
}

function userConfigDir(env: Readonly<Record<string, string | undefined>>): string {
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (env.APPDATA) return env.APPDATA;
  return join(homedir(), '.config');
}
