// The log as static files (C2SP tlog-tiles, https://c2sp.org/tlog-tiles): tiles of up to 256 hashes, eight levels of the tree
// apart. A tile's path and bytes never change once its tree was signed, so caches may keep them for ever.
import { concatBytes } from './bytes.js';
import { LogFormatError } from './log-format-error.js';
import { LOG_HASH_BYTES } from './log-hash.js';
import { consistencyProofNodes, inclusionProofNodes, type LogNode, type ReadLogNodes } from './log-node.js';
import { rootOf } from './merkle-tree.js';

/** Hashes of a full tile, and leaves of a full entry bundle. */
export const TILE_WIDTH = 256;

/** A tile: the hashes `index`·256 up to `index`·256 + `width` of the tree's level 8·`level`; `width` is 1 to 256. */
export type Tile = { readonly level: number; readonly index: number; readonly width: number };

/** What a path names: a tile, or the bundle of entries under a tile of level 0. */
export type TilePath = Omit<Tile, 'level'> & { readonly level: number | 'entries' };

/** Reads the hashes of a tile; more than its width may come, because a partial tile may be gone once the full one exists. */
export type ReadTile = (tile: Tile) => Promise<readonly Uint8Array[]>;

/** Levels of the tree in one level of tiles. */
const TILE_HEIGHT = 8;
const LEVEL_MAX = 63;
const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/**
 * `tile/<L>/<N>` or `tile/entries/<N>`, N in groups of three digits, and `.p/<W>` where it is partial (P-46); else
 * `RangeError`.
 */
export function formatTilePath(tile: TilePath): string {
  if (!isLawful(tile)) throw new RangeError('no such tile');
  const { level, index, width } = tile;
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.replaceAll(/\d{3}(?=\d)/g, 'x$&/');
  return `tile/${level}/${groups}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** The tile that a path names; throws `LogFormatError` for any path that `formatTilePath` does not write. */
export function parseTilePath(path: string): TilePath {
  // A path longer than every lawful one is not worth the matching.
  const [, level, groups = '', width = String(TILE_WIDTH)] = (path.length < 64 && PATH.exec(path)) || [];
  if (level === undefined) throw noSuchPath();
  const tile: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: Number(width),
  };
  if (!isLawful(tile) || formatTilePath(tile) !== path) throw noSuchPath();
  return tile;
}

/** How many hashes a tile has in the tree of `size` leaves: 0 for a tile that does not exist. Level 0 counts for bundles. */
export function tileWidth({ level, index }: Omit<Tile, 'width'>, size: number): number {
  const hashes = Math.floor(size / 2 ** (TILE_HEIGHT * level));
  return Math.min(Math.max(hashes - index * TILE_WIDTH, 0), TILE_WIDTH);
}

/** The nodes that are the hashes of a tile, in order (P-47). */
export function tileNodes({ level, index, width }: Tile): LogNode[] {
  return Array.from({ length: width }, (_, at) => ({ level: TILE_HEIGHT * level, index: index * TILE_WIDTH + at }));
}

/** The bytes of a tile; throws `RangeError` unless there are 1 to 256 hashes of 32 bytes. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (!isWidth(hashes.length) || hashes.some((hash) => hash.length !== LOG_HASH_BYTES))
    throw new RangeError(`a tile has 1 to ${TILE_WIDTH} hashes`);
  return concatBytes(hashes);
}

/** The hashes of a tile's bytes; throws `LogFormatError` unless there are exactly `width`. */
export function parseTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (!isWidth(width) || bytes.length !== width * LOG_HASH_BYTES)
    throw new LogFormatError('tile_data', `a tile of this width has ${width * LOG_HASH_BYTES} bytes`);
  const hashAt = (at: number) => bytes.subarray(at * LOG_HASH_BYTES, (at + 1) * LOG_HASH_BYTES);
  // Copies: parts of a Buffer would share its memory.
  return Array.from({ length: width }, (_, at) => new Uint8Array(hashAt(at)));
}

/** The hash that stands for a full tile in the level above; throws `RangeError` unless there are 256. */
export function hashTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length !== TILE_WIDTH) throw new RangeError('only a full tile has a hash');
  return rootOf(hashes);
}

/** The tile of the tree of `size` leaves that holds, or hashes to, a node. */
export function tileOf({ level, index }: LogNode, size: number): Tile {
  const tile = { level: Math.floor(level / TILE_HEIGHT), index: Math.floor(index / nodesPerTile(level)) };
  return { ...tile, width: tileWidth(tile, size) };
}

/** The tiles that an inclusion proof takes; throws `RangeError` outside the tree. */
export function inclusionTiles(index: number, size: number): Tile[] {
  return toTiles(inclusionProofNodes(index, size), size);
}

/** The tiles that a consistency proof takes; throws `RangeError` unless 1 ≤ size1 ≤ size2. */
export function consistencyTiles(size1: number, size2: number): Tile[] {
  return toTiles(consistencyProofNodes(size1, size2), size2);
}

/**
 * A reader of the nodes of the tree of `size` leaves that takes them from its tiles, each read once. What tiles say is
 * unproven: only a proof that verifies against a signed root makes it good.
 */
export function createTileNodeReader(readTile: ReadTile, size: number): ReadLogNodes {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>();
  const readNode = async (node: LogNode): Promise<Uint8Array> => {
    const tile = tileOf(node, size);
    if (tile.width === 0) throw new RangeError('no such node');
    const path = formatTilePath(tile);
    const pending = tiles.get(path) ?? readTile(tile);
    tiles.set(path, pending);
    const width = 2 ** (node.level % TILE_HEIGHT);
    const start = (node.index % nodesPerTile(node.level)) * width;
    const part = (await pending).slice(start, start + width);
    if (part.length !== width) throw new LogFormatError('tile_data', `${path} has fewer hashes than its width`);
    return rootOf(part);
  };
  return async (nodes) => await Promise.all(nodes.map(readNode));
}

function nodesPerTile(level: number): number {
  return TILE_WIDTH / 2 ** (level % TILE_HEIGHT);
}

function toTiles(nodes: readonly LogNode[], size: number): Tile[] {
  const tiles = new Map(nodes.map((node) => tileOf(node, size)).map((tile) => [formatTilePath(tile), tile]));
  return [...tiles.values()];
}

function isLawful({ level, index, width }: TilePath): boolean {
  const isLevel = level === 'entries' || (Number.isInteger(level) && level >= 0 && level <= LEVEL_MAX);
  return isLevel && Number.isSafeInteger(index) && index >= 0 && isWidth(width);
}

function isWidth(width: number): boolean {
  return Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
}

function noSuchPath(): LogFormatError {
  return new LogFormatError(
    'tile_path',
    'must be tile/<level>/<index> or tile/entries/<index>, partial with .p/<width>',
  );
}
