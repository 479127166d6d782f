// Entry bundles (C2SP tlog-tiles, P-48): up to 256 leaves, each behind its length in two bytes, big-endian. The length
// bounds a leaf to 65,535 bytes, which every leaf of this log keeps.
import { concatBytes } from './bytes.js';
import { LogFormatError } from './log-format-error.js';
import { TILE_WIDTH } from './tlog-tile.js';
import { toUtf8 } from './utf8.js';

const LENGTH_BYTES = 2;
const LEAF_BYTES_MAX = 0xffff;

/** The bytes of a bundle; a text is written as UTF-8. Throws `RangeError` for no leaf, more than 256, or 65,536 bytes. */
export function encodeEntryBundle(leaves: readonly (string | Uint8Array)[]): Uint8Array {
  if (leaves.length === 0 || leaves.length > TILE_WIDTH) throw new RangeError(`a bundle has 1 to ${TILE_WIDTH} leaves`);
  return concatBytes(
    leaves.flatMap((leaf) => {
      const bytes = typeof leaf === 'string' ? toUtf8(leaf) : leaf;
      if (bytes.length > LEAF_BYTES_MAX) throw new RangeError(`a leaf has at most ${LEAF_BYTES_MAX} bytes`);
      return [Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes];
    }),
  );
}

/** The leaves of a bundle; throws `LogFormatError` unless the bytes are exactly `width` of them. */
export function parseEntryBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const leaves: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && leaves.length < width) {
    const [high, low] = bytes.subarray(at, at + LENGTH_BYTES);
    if (high === undefined || low === undefined) throw cutOff();
    const start = at + LENGTH_BYTES;
    at = start + high * 256 + low;
    if (at > bytes.length) throw cutOff();
    // A copy: a Buffer's `slice` would share its memory.
    leaves.push(new Uint8Array(bytes.subarray(start, at)));
  }
  if (at !== bytes.length || leaves.length !== width)
    throw new LogFormatError('entry_bundle', `the bundle has another number of leaves than ${width}`);
  return leaves;
}

function cutOff(): LogFormatError {
  return new LogFormatError('entry_bundle', 'the bundle ends in the middle of a leaf');
}
