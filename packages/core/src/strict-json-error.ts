// What the strict reader says when it refuses: a reason to decide by, and the place to mend.

/** Why a text was refused; `lossy_number` covers digits a double cannot keep, unsafe integers and underflow. */
export type StrictJsonReason =
  | 'duplicate_key'
  | 'lone_surrogate'
  | 'lossy_number'
  | 'number_overflow'
  | 'bom'
  | 'trailing'
  | 'invalid_utf8'
  | 'syntax'
  | 'too_deep'
  | 'too_many_keys'
  | 'too_large';

/**
 * A text the strict reader refuses: `pointer` (RFC 6901) names the value, `offset` the place in UTF-16 units, `limit` the levels,
 * keys or bytes of which there are more.
 */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
  readonly reason: StrictJsonReason;
  readonly pointer: string;
  readonly offset: number;
  readonly limit: number | undefined;

  constructor(reason: StrictJsonReason, place: { pointer: string; offset: number; limit?: number | undefined }) {
    super(`${reason} at offset ${place.offset}`);
    this.reason = reason;
    this.pointer = place.pointer;
    this.offset = place.offset;
    this.limit = place.limit;
  }
}

/** An RFC 6901 pointer through these keys and indexes. */
export function toJsonPointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
