// API keys by registry, as `actions login` stores them, and the signing key that is used unless another is named.
import { join } from 'node:path';
import { isJsonObject } from '@action-registry/schema';
import { type CliConfig, DEFAULT_URL } from './config.js';
import { withFileLock } from './file-lock.js';
import { findText, writePrivateFile } from './private-file.js';
import { UsageError } from './usage-error.js';

type Credentials = { url: string; keys: Record<string, string>; default_kid?: string };

const fileOf = (config: CliConfig): string => join(config.configDir, 'credentials.json');

async function read(config: CliConfig): Promise<Credentials> {
  const text = await findText(fileOf(config));
  if (text === undefined) return { url: DEFAULT_URL, keys: {} };
  try {
    return parseCredentials(JSON.parse(text));
  } catch (cause) {
    throw new UsageError(`${fileOf(config)} is damaged. Remove it and run \`actions login\`.`, { cause });
  }
}

/** Changes what stands there at the moment of writing, so that two commands at once keep each other's logins. */
async function change(config: CliConfig, next: (standing: Credentials) => Credentials): Promise<string> {
  const file = fileOf(config);
  return withFileLock(file, async () => {
    const standing = await read(config);
    const changed = next(standing);
    if (changed !== standing) await writePrivateFile(file, `${JSON.stringify(changed, null, 2)}\n`);
    return file;
  });
}

function parseCredentials(value: unknown): Credentials {
  if (!isJsonObject(value) || typeof value.url !== 'string' || !isJsonObject(value.keys))
    throw new TypeError('no credentials');
  return {
    url: value.url,
    keys: Object.fromEntries(Object.entries(value.keys).map(([url, key]) => [url, String(key)])),
    ...(typeof value.default_kid === 'string' && { default_kid: value.default_kid }),
  };
}

/** The registry to talk to and the key for it: the environment wins over what is stored. */
export async function findCredentials(config: CliConfig): Promise<{ url: string; apiKey: string | undefined }> {
  const stored = await read(config);
  const url = config.url ?? stored.url;
  return { url, apiKey: config.apiKey ?? stored.keys[url] };
}

/** Stores a key and makes its registry the default one. */
export function storeCredentials(config: CliConfig, { url, apiKey }: { url: string; apiKey: string }): Promise<string> {
  return change(config, (standing) => ({ ...standing, url, keys: { ...standing.keys, [url]: apiKey } }));
}

/** Forgets the key of a registry; false when there was none. */
export async function forgetCredentials(config: CliConfig, url: string): Promise<boolean> {
  let had = false;
  await change(config, (standing) => {
    had = Object.hasOwn(standing.keys, url);
    const { [url]: _forgotten, ...keys } = standing.keys;
    return had ? { ...standing, keys } : standing;
  });
  return had;
}

/** The kid of the key that signs unless another is named. */
export async function findDefaultKid(config: CliConfig): Promise<string | undefined> {
  return (await read(config)).default_kid;
}

/** Makes a key the one that signs unless another is named. */
export async function storeDefaultKid(config: CliConfig, kid: string): Promise<void> {
  await change(config, (standing) => ({ ...standing, default_kid: kid }));
}
