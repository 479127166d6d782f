// The only reader of the environment: every setting with its default, checked once. A malformed value stops the start
// with one clear line; nothing here is ever logged.

import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isNoteKeyName, parseTrustedKeys } from '@action-registry/core';
import { CompatCallers, CompatPolicy, isRegistryError, type TrustedKeyEntry } from '@action-registry/schema';
import { z } from 'zod';
import type { OidcSettings } from './oidc.js';

/** The names of all settings, in the order of .env.example. @public read by scripts/check-settings.ts */
export const SETTINGS = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'DATA_DIR',
  'DATABASE_URL',
  'TRUSTED_KEYS_JSON',
  'TRUSTED_KEYS_FILE',
  'ACTION_REGISTRY_API_KEY',
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
  'READ_ACCESS',
  'ACTION_DEFAULT_MODEL',
  'ACTION_ROOT',
  'LOG_ORIGIN',
  'LOG_KEY_FILE',
  'COMPAT_POLICY',
  'COMPAT_CALLERS',
  'CORS_ORIGINS',
  'TRUST_PROXY',
  'RATE_LIMIT_READS',
  'RATE_LIMIT_PUBLISHES',
  'RATE_LIMIT_SIGN_INS',
  'LOG_LEVEL',
] as const;

/** Where the CLI and the client look when nobody tells them. */
export const DEFAULT_PORT = 8000;

const WebUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const Origin = z
  .string()
  .refine((url) => URL.canParse(url) && new URL(url).origin === url, 'must be an origin such as https://example.org');
const CallsPerMinute = z.coerce.number().int().min(0).max(10_000_000);

const ISSUER_RULE =
  'must be the https URL that the identity provider calls itself, without query or fragment (http on this machine only)';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULT_PORT),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: WebUrl.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  TRUSTED_KEYS_JSON: z.string().optional(),
  TRUSTED_KEYS_FILE: z.string().optional(),
  ACTION_REGISTRY_API_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  OIDC_ISSUER: z.string().max(400).refine(isIssuer, ISSUER_RULE).optional(),
  OIDC_AUDIENCE: z.string().min(1).max(400).optional(),
  READ_ACCESS: z.enum(['open', 'key']).default('open'),
  ACTION_DEFAULT_MODEL: z.string().min(1).max(200).default('gpt-5.3-codex'),
  ACTION_ROOT: z.string().min(1).default('.').refine(isFolder, 'there is no such folder'),
  LOG_ORIGIN: z
    .string()
    .max(200)
    .refine(isNoteKeyName, 'must be a URL without scheme, such as registry.example.com/actions')
    .optional(),
  LOG_KEY_FILE: z.string().min(1).optional(),
  COMPAT_POLICY: CompatPolicy.default('enforce'),
  COMPAT_CALLERS: CompatCallers.default('declared_only'),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.union([z.literal('*'), Origin])))
    .default([]),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LIMIT_READS: CallsPerMinute.default(6_000),
  RATE_LIMIT_PUBLISHES: CallsPerMinute.default(60),
  RATE_LIMIT_SIGN_INS: CallsPerMinute.default(10),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** OpenID Connect Discovery 1.0 §3. A `|` would end the issuer where a member is named. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text) || /[?#|\s@]/.test(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The settings as the server uses them; paths are absolute. */
export type Config = {
  port: number;
  host: string;
  /** Where people reach the registry, without a slash at the end; undefined: at the address they asked for. */
  publicUrl: string | undefined;
  dataDir: string;
  databaseUrl: string | undefined;
  trustedKeys: readonly TrustedKeyEntry[];
  adminApiKey: string | undefined;
  /** Whose tokens name people, and the audience that they must be for; undefined: nobody's. */
  oidc: OidcSettings | undefined;
  readAccess: 'open' | 'key';
  defaultModel: string;
  actionRoot: string;
  /** The name that the log's checkpoints are signed under; undefined: made from the log's first entry. */
  logOrigin: string | undefined;
  logKeyFile: string;
  /** What a version step too small for its changes does to a publish, and whether callers may send what they do not declare. */
  compatPolicy: CompatPolicy;
  compatCallers: CompatCallers;
  corsOrigins: readonly string[];
  /** How many proxies in front of the server append to `X-Forwarded-For`. */
  trustedProxies: number;
  /** Calls per minute and caller; 0 means no limit. */
  rateLimits: Readonly<Record<'reads' | 'publishes' | 'sign_ins', number>>;
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
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    trustedKeys: readTrustedKeys(data.TRUSTED_KEYS_JSON, data.TRUSTED_KEYS_FILE),
    adminApiKey: data.ACTION_REGISTRY_API_KEY,
    oidc: toOidc(data.OIDC_ISSUER, data.OIDC_AUDIENCE),
    readAccess: data.READ_ACCESS,
    defaultModel: data.ACTION_DEFAULT_MODEL,
    actionRoot: resolve(data.ACTION_ROOT),
    logOrigin: data.LOG_ORIGIN,
    logKeyFile: resolve(data.LOG_KEY_FILE ?? join(data.DATA_DIR, 'log-key')),
    compatPolicy: data.COMPAT_POLICY,
    compatCallers: data.COMPAT_CALLERS,
    corsOrigins: data.CORS_ORIGINS,
    trustedProxies: data.TRUST_PROXY,
    rateLimits: {
      reads: data.RATE_LIMIT_READS,
      publishes: data.RATE_LIMIT_PUBLISHES,
      sign_ins: data.RATE_LIMIT_SIGN_INS,
    },
    logLevel: data.LOG_LEVEL,
  });
}

function toOidc(issuer: string | undefined, audience: string | undefined): OidcSettings | undefined {
  if (issuer !== undefined && audience !== undefined) return { issuer, audience };
  if (issuer === audience) return undefined;
  throw new ConfigError('Set both OIDC_ISSUER and OIDC_AUDIENCE, or neither. See .env.example.');
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
