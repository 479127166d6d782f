import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEntryBundle, parseEntryBundle } from './entry-bundle.js';
import { leafHash } from './log-hash.js';
import { buildConsistencyProof, buildInclusionProof } from './log-node.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';
import { problemOf } from './testing/log-problems.js';
import {
  consistencyTiles,
  createTileNodeReader,
  encodeTile,
  formatTilePath,
  hashTile,
  inclusionTiles,
  parseTile,
  parseTilePath,
  type Tile,
  type TilePath,
  tileNodes,
  tileOf,
  tileWidth,
} from './tlog-tile.js';

const SIZE = 600;
const hashes = Array.from({ length: SIZE }, (_, at) => leafHash(Uint8Array.of(at >> 8, at & 0xff)));

/** A tile of the tree of `SIZE` leaves, by brute force. */
function tileAt({ level, index, width }: Tile): Uint8Array[] {
  const span = 256 ** level;
  return Array.from({ length: width }, (_, at) => {
    const start = (index * 256 + at) * span;
    return rootOf(hashes.slice(start, start + span));
  });
}

describe('a tile path', () => {
  it.each<[string, TilePath]>([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/000.p/17', { level: 1, index: 0, width: 17 }],
    ['tile/0/273.p/112', { level: 0, index: 273, width: 112 }],
    ['tile/entries/x001/000.p/255', { level: 'entries', index: 1_000, width: 255 }],
    ['tile/63/999', { level: 63, index: 999, width: 256 }],
  ])('%s is written and read', (path, tile) => {
    expect(formatTilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('is read back for every tile', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant<'entries'>('entries')),
      index: fc.maxSafeNat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(formatTilePath(tile))).toEqual(tile);
      }),
    );
  });

  it.each([
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/x002',
    'tile/0/001/002',
    'tile/0/X001/002',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    `tile/0/${'x001/'.repeat(40)}000`,
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000\n',
    'tile/0/../000',
    'tile/8/0/000',
    '',
  ])('%j is refused', (path) => {
    expect(problemOf(() => parseTilePath(path))).toBe('tile_path');
  });

  it('is not written for a tile that cannot be', () => {
    for (const tile of [
      { level: 64, index: 0, width: 1 },
      { level: 0, index: -1, width: 1 },
      { level: 0, index: 0, width: 0 },
      { level: 0, index: 0, width: 257 },
      { level: 0.5, index: 0, width: 1 },
    ])
      expect(() => formatTilePath(tile)).toThrow(RangeError);
  });
});

describe('tiles of a tree', () => {
  it('of 70,000 leaves are the ones the specification counts', () => {
    const widths = (level: number, last: number) =>
      Array.from({ length: last + 1 }, (_, index) => tileWidth({ level, index }, 70_000));
    expect(widths(0, 274)).toEqual([...Array.from({ length: 273 }, () => 256), 112, 0]);
    expect(widths(1, 2)).toEqual([256, 17, 0]);
    expect(widths(2, 1)).toEqual([1, 0]);
  });

  it('of 256 leaves are a full one and one of width 1 above it', () => {
    expect([tileWidth({ level: 0, index: 0 }, 256), tileWidth({ level: 1, index: 0 }, 256)]).toEqual([256, 1]);
  });

  it('hold their hashes one after another, and a full one hashes to its place above', () => {
    const full = { level: 0, index: 1, width: 256 };
    const bytes = encodeTile(tileAt(full));
    expect(bytes).toHaveLength(8_192);
    expect(parseTile(bytes, 256)).toEqual(tileAt(full));
    expect(hashTile(tileAt(full))).toEqual(tileAt({ level: 1, index: 0, width: 2 })[1]);
    expect(tileNodes({ level: 1, index: 0, width: 2 })).toEqual([
      { level: 8, index: 0 },
      { level: 8, index: 1 },
    ]);
  });

  it('are refused with another number of bytes, and not made or hashed with one', () => {
    expect(problemOf(() => parseTile(new Uint8Array(33), 1))).toBe('tile_data');
    expect(problemOf(() => parseTile(new Uint8Array(64), 1))).toBe('tile_data');
    expect(problemOf(() => parseTile(new Uint8Array(0), 0))).toBe('tile_data');
    expect(() => encodeTile([])).toThrow(RangeError);
    expect(() => encodeTile(hashes.slice(0, 257))).toThrow(RangeError);
    expect(() => hashTile(hashes.slice(0, 255))).toThrow(RangeError);
  });

  it('give every proof, each read once, and are exactly the announced ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: SIZE }), fc.nat(), async (size, at) => {
        const index = at % size;
        const read: string[] = [];
        const reader = createTileNodeReader(async (tile) => {
          read.push(formatTilePath(tile));
          return tileAt(tile);
        }, size);
        const tree = hashes.slice(0, size);
        expect(await buildInclusionProof(reader, index, size)).toEqual(inclusionProof(tree, index));
        expect([...read].sort()).toEqual(inclusionTiles(index, size).map(formatTilePath).sort());
        expect(await buildConsistencyProof(reader, index + 1, size)).toEqual(consistencyProof(tree, index + 1));
        const both = [...inclusionTiles(index, size), ...consistencyTiles(index + 1, size)].map(formatTilePath);
        expect([...read].sort()).toEqual([...new Set(both)].sort());
      }),
      { numRuns: 40 },
    );
  });

  it('are refused where one has fewer hashes than its tree says, or a node is beyond the tree', async () => {
    const reader = createTileNodeReader(async () => hashes.slice(0, 3), 10);
    await expect(reader([{ level: 3, index: 0 }])).rejects.toMatchObject({ problem: 'tile_data' });
    await expect(reader([{ level: 8, index: 3 }])).rejects.toThrow(RangeError);
    expect(tileOf({ level: 9, index: 1 }, 1_024)).toEqual({ level: 1, index: 0, width: 4 });
  });
});

describe('an entry bundle', () => {
  it('puts each leaf behind its length in two bytes, big-endian', () => {
    expect([...encodeEntryBundle(['ab', ''])]).toEqual([0, 2, 0x61, 0x62, 0, 0]);
    expect([...encodeEntryBundle([new Uint8Array(258)]).subarray(0, 2)]).toEqual([1, 2]);
  });

  it('is read back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 256 }), (leaves) => {
        expect(parseEntryBundle(encodeEntryBundle(leaves), leaves.length)).toEqual(leaves);
      }),
      { numRuns: 30 },
    );
  });

  it('is read with a leaf of 65,535 bytes and not made with a longer one, none, or 257', () => {
    const longest = new Uint8Array(65_535);
    expect(parseEntryBundle(encodeEntryBundle([longest]), 1)).toEqual([longest]);
    expect(() => encodeEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(() => encodeEntryBundle([])).toThrow(RangeError);
    expect(() => encodeEntryBundle(Array.from({ length: 257 }, () => 'x'))).toThrow(RangeError);
  });

  it.each<[string, number[], number]>([
    ['fewer leaves than its width', [0, 1, 1], 2],
    ['more leaves than its width', [0, 1, 1, 0, 1, 2], 1],
    ['half a length', [0, 1, 1, 0], 2],
    ['half a leaf', [0, 3, 1, 2], 1],
    ['nothing', [], 1],
  ])('is refused with %s', (_, bytes, width) => {
    expect(problemOf(() => parseEntryBundle(Uint8Array.from(bytes), width))).toBe('entry_bundle');
  });
});
