// API keys by registry, as `actions login` stores them, and the signing key that is used unless another is named.
import { join } from 'node:path';
import { isJsonObject } from '@action-registry/schema';
import { type CliConfig, DEFAULT_URL } from './config.js';
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

async function write(config: CliConfig, credentials: Credentials): Promise<string> {
  await writePrivateFile(fileOf(config), `${JSON.stringify(credentials, null, 2)}\n`);
  return fileOf(config);
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
export async function storeCredentials(
  config: CliConfig,
  { url, apiKey }: { url: string; apiKey: string },
): Promise<string> {
  const stored = await read(config);
  return write(config, { ...stored, url, keys: { ...stored.keys, [url]: apiKey } });
}

/** Forgets the key of a registry; false when there was none. */
export async function forgetCredentials(config: CliConfig, url: string): Promise<boolean> {
  const stored = await read(config);
  if (stored.keys[url] === undefined) return false;
  const { [url]: _forgotten, ...keys } = stored.keys;
  await write(config, { ...stored, keys });
  return true;
}

/** The kid of the key that signs unless another is named. */
export async function findDefaultKid(config: CliConfig): Promise<string | undefined> {
  return (await read(config)).default_kid;
}

/** Makes a key the one that signs unless another is named. */
export async function storeDefaultKid(config: CliConfig, kid: string): Promise<void> {
  await write(config, { ...(await read(config)), default_kid: kid });
}
