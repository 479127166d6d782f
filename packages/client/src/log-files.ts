// The log's files (C2SP tlog-tiles) as a registry serves them. Their bytes are unproven: only the root that they lead to
// makes them good.
import {
  formatTilePath,
  parseEntryBundle,
  parseTile,
  type ReadTile,
  TILE_WIDTH,
  type TilePath,
  tileWidth,
} from '@action-registry/core';
import { toWireError } from './errors.js';
import { toStranger } from './network-errors.js';

/** Reads a file of the log by its path below `/log/`; throws RegistryErrors. */
export type ReadLogFile = (path: string) => Promise<Uint8Array>;

/** Bundles of 256 entries that never change, kept so that no audit downloads them twice. */
export type BundleCache = {
  find(path: string): Promise<Uint8Array | undefined>;
  store(path: string, bytes: Uint8Array): Promise<void>;
};

/** The tiles of a registry's log. */
export function createTileReader(readFile: ReadLogFile): ReadTile {
  return async (tile) => parseTile(await readFile(formatTilePath(tile)), tile.width);
}

/** The leaves of the bundle with this index in the tree of `size` entries; throws `LogFormatError` for other bytes. */
export async function readBundle(
  { readFile, cache }: { readFile: ReadLogFile; cache?: BundleCache | undefined },
  index: number,
  size: number,
): Promise<string[]> {
  const width = tileWidth({ level: 0, index }, size);
  const tile: TilePath = { level: 'entries', index, width };
  const path = formatTilePath(tile);
  const kept = width === TILE_WIDTH ? await cache?.find(path) : undefined;
  const bytes = kept ?? (await readFile(path));
  const leaves = parseEntryBundle(bytes, width).map((leaf) => new TextDecoder('utf-8', { fatal: true }).decode(leaf));
  if (kept === undefined && width === TILE_WIDTH) await cache?.store(path, bytes);
  return leaves;
}

/** A reader of the files of the registry at `url`. */
export function createLogFileReader({
  url,
  headers,
  fetchCall,
}: {
  url: string;
  headers: Record<string, string>;
  fetchCall: typeof fetch;
}): ReadLogFile {
  return async (path) => {
    const response = await fetchCall(`${url}/log/${path}`, { headers });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    const body: unknown = await response.json().catch(() => undefined);
    throw toWireError(body) ?? toStranger(url);
  };
}
