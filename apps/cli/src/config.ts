// The only reader of the environment: where the registry is, where this user's files are, and secrets for use in CI.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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
};

/** Where a registry is when nothing says otherwise. */
export const DEFAULT_URL = 'http://localhost:8000';

/** Reads the environment once. */
export function loadCliConfig(env: Readonly<Record<string, string | undefined>> = process.env): CliConfig {
  // CI systems set secrets that are missing to the empty text.
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;
  const configDir = resolve(read('ACTIONS_CONFIG_DIR') ?? join(userConfigDir(env), 'action-registry'));
  return {
    url: read('ACTION_REGISTRY_URL')?.replace(/\/+$/, ''),
    apiKey: read('ACTION_REGISTRY_API_KEY'),
    configDir,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    trustFile: resolve(read('ACTIONS_TRUST_FILE') ?? join(configDir, 'trusted-keys.json')),
    passphrase: env.ACTIONS_PASSPHRASE || undefined,
    signingKey: read('ACTIONS_SIGNING_KEY'),
    signingKid: read('ACTIONS_SIGNING_KID'),
  };
}

function userConfigDir(env: Readonly<Record<string, string | undefined>>): string {
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (env.APPDATA) return env.APPDATA;
  return join(homedir(), '.config');
}
