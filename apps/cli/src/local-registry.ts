// The registry that keeps its data in this user's DATA_DIR: where it listens, and the admin key that it wrote there. That key
// is sent to that registry and to no other.
import { join } from 'node:path';
import type { CliConfig } from './config.js';
import { findText, hasCode } from './private-file.js';

/** A registry of this machine; `adminKey` is undefined where the file is not ours to read or was removed. */
export type LocalRegistry = { url: string; adminKey: string | undefined };

/** The registry whose data directory is here; undefined where none ever ran, or where its address cannot be understood. */
export async function findLocalRegistry({ dataDir }: Pick<CliConfig, 'dataDir'>): Promise<LocalRegistry | undefined> {
  const url = (await findText(join(dataDir, 'url')))?.trim();
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined;
  return { url, adminKey: (await findReadable(join(dataDir, 'admin-api-key')))?.trim() };
}

async function findReadable(file: string): Promise<string | undefined> {
  return await findText(file).catch((error: unknown) => {
    if (hasCode(error, 'EACCES')) return undefined;
    throw error;
  });
}

/** True when two addresses are one: a machine calls itself by several names. */
export function isSameRegistry(left: string, right: string): boolean {
  const [a, b] = [new URL(left), new URL(right)];
  const isSameHost = a.hostname === b.hostname || (isHere(a) && isHere(b));
  return isSameHost && a.port === b.port && a.protocol === b.protocol && a.pathname === b.pathname;
}

/** True for an address that leads to this machine alone. */
export function isHere({ hostname }: URL): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
