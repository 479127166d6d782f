// The only reader of the environment: every setting with its default, checked once. A malformed value stops the start
// with one clear line; nothing here is ever logged.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseTrustedKeys } from '@action-registry/core';
import { isRegistryError, type TrustedKeyEntry } from '@action-registry/schema';
import { z } from 'zod';

/** The names of all settings, in the order of .env.example. @public read by scripts/check-settings.ts */
export const SETTINGS = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'TRUSTED_KEYS_JSON',
  'TRUSTED_KEYS_FILE',
  'ACTION_REGISTRY_API_KEY',
  'READ_ACCESS',
  'ACTION_DEFAULT_MODEL',
  'ACTION_ROOT',
  'LOG_LEVEL',
] as const;

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TRUSTED_KEYS_JSON: z.string().optional(),
  TRUSTED_KEYS_FILE: z.string().optional(),
  ACTION_REGISTRY_API_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  READ_ACCESS: z.enum(['open', 'key']).default('open'),
  ACTION_DEFAULT_MODEL: z.string().min(1).max(200).default('gpt-5.3-codex'),
  ACTION_ROOT: z.string().min(1).default('.'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The settings as the server uses them; paths are absolute. */
export type Config = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  trustedKeys: readonly TrustedKeyEntry[];
  adminApiKey: string | undefined;
  readAccess: 'open' | 'key';
  defaultModel: string;
  actionRoot: string;
  logLevel: string;
};

/** A setting that cannot be used; the message is the one line to print. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The settings of an environment; throws ConfigError naming the first setting that is malformed. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(SETTINGS.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}. See .env.example.`);
  }
  const { data } = parsed;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    trustedKeys: readTrustedKeys(data.TRUSTED_KEYS_JSON, data.TRUSTED_KEYS_FILE),
    adminApiKey: data.ACTION_REGISTRY_API_KEY,
    readAccess: data.READ_ACCESS,
    defaultModel: data.ACTION_DEFAULT_MODEL,
    actionRoot: resolve(data.ACTION_ROOT),
    logLevel: data.LOG_LEVEL,
  });
}

function readTrustedKeys(json: string | undefined, file: string | undefined): TrustedKeyEntry[] {
  if (json !== undefined && file !== undefined)
    throw new ConfigError('Set TRUSTED_KEYS_JSON or TRUSTED_KEYS_FILE, not both.');
  try {
    const text = file === undefined ? json : readFileSync(file, 'utf8');
    return text === undefined ? [] : parseTrustedKeys(text);
  } catch (error) {
    const name = file === undefined ? 'TRUSTED_KEYS_JSON' : 'TRUSTED_KEYS_FILE';
    const reason = isRegistryError(error) || error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${name}: ${reason}`, { cause: error });
  }
}
