// API keys by registry, as `actions login` stores them.
import { join } from 'node:path';
import { isJsonObject } from '@action-registry/schema';
import { type CliConfig, DEFAULT_URL } from './config.js';
import { findText, writePrivateFile } from './private-file.js';
import { UsageError } from './usage-error.js';

type Credentials = { url: string; keys: Record<string, string> };

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

function parseCredentials(value: unknown): Credentials {
  if (!isJsonObject(value) || typeof value.url !== 'string' || !isJsonObject(value.keys))
    throw new TypeError('no credentials');
  return {
    url: value.url,
    keys: Object.fromEntries(Object.entries(value.keys).map(([url, key]) => [url, String(key)])),
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
  const { keys } = await read(config);
  await writePrivateFile(fileOf(config), `${JSON.stringify({ url, keys: { ...keys, [url]: apiKey } }, null, 2)}\n`);
  return fileOf(config);
}
