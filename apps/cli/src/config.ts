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
  const configDir = resolve(env.ACTIONS_CONFIG_DIR ?? join(userConfigDir(env), 'action-registry'));
  return {
    url: env.ACTION_REGISTRY_URL?.replace(/\/+$/, ''),
    apiKey: env.ACTION_REGISTRY_API_KEY,
    configDir,
    dataDir: resolve(env.DATA_DIR ?? './data'),
    trustFile: resolve(env.ACTIONS_TRUST_FILE ?? join(configDir, 'trusted-keys.json')),
    passphrase: env.ACTIONS_PASSPHRASE,
    signingKey: env.ACTIONS_SIGNING_KEY,
    signingKid: env.ACTIONS_SIGNING_KID,
  };
}

function userConfigDir(env: Readonly<Record<string, string | undefined>>): string {
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (env.APPDATA) return env.APPDATA;
  return join(homedir(), '.config');
}
