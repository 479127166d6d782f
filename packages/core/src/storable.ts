// What may be stored: JSON that canonicalises, that PostgreSQL can hold as text, and that fits the protocol's limits. For
// values that arrived parsed; texts go through the strict reader, which refuses more.
import { LIMITS, RegistryError } from '@action-registry/schema';
import { toJsonPointer } from './strict-json-error.js';

/** Why a value cannot be stored. */
export type UnstorableReason =
  | 'nul_character'
  | 'lone_surrogate'
  | 'number_overflow'
  | 'lossy_number'
  | 'too_deep'
  | 'too_many_keys'
  | 'not_json';

/** A value that cannot be stored, at its RFC 6901 pointer. */
export type Unstorable = { reason: UnstorableReason; pointer: string };

/** A value on its way, linked to the container that holds it; paths are only written where something is wrong. */
type Place = { value: unknown; depth: number; key?: string | number; parent?: Place };

const WORDS: Readonly<Record<UnstorableReason, string>> = {
  nul_character: 'contains the character U+0000, which cannot be stored',
  lone_surrogate: 'contains half of a surrogate pair, which is not Unicode text',
  number_overflow: 'is a number that JSON cannot write',
  lossy_number: 'is a number beyond ±(2^53 − 1), which loses digits; write it as a string',
  too_deep: `is nested deeper than ${LIMITS.jsonDepth} levels`,
  too_many_keys: 'is beyond the number of keys that a value may have',
  not_json: 'is not a JSON value',
};

/** From here on canonical form writes an exponent, and the strict reader takes the number as the double it is. */
const FIRST_WITH_EXPONENT = 1e21;

/** Throws INVALID_JSON for a value that cannot be stored; `offset` is 0, because a parsed value has no text. */
export function assertStorable(
  value: unknown,
  { maxKeys = LIMITS.jsonKeys }: { maxKeys?: number | undefined } = {},
): void {
  const problem = findUnstorable(value, maxKeys);
  if (problem === undefined) return;
  if (problem.reason !== 'too_many_keys') throw toUnstorableError(problem, 0);
  const message = `The value has more than the ${maxKeys.toLocaleString('en-US')} keys that it may have.`;
  throw new RegistryError('INVALID_JSON', message, { details: { ...problem, offset: 0 } });
}

/** INVALID_JSON for a problem; `offset` is its place in the text, in UTF-16 units, where there is one. */
export function toUnstorableError(problem: Unstorable, offset: number): RegistryError<'INVALID_JSON'> {
  const subject = problem.pointer === '' ? 'The value' : `The value at ${problem.pointer}`;
  return new RegistryError('INVALID_JSON', `${subject} ${WORDS[problem.reason]}.`, { details: { ...problem, offset } });
}

/** The first problem found, depth first, or undefined. Walks without recursion, so that depth cannot overflow the stack. */
export function findUnstorable(root: unknown, maxKeys: number = LIMITS.jsonKeys): Unstorable | undefined {
  const open: Place[] = [{ value: root, depth: 0 }];
  let keys = 0;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value !== 'object' || value === null) {
      const reason = findScalarProblem(value);
      if (reason !== undefined) return { reason, pointer: pointerTo(place) };
      continue;
    }
    if (place.depth >= LIMITS.jsonDepth) return { reason: 'too_deep', pointer: pointerTo(place) };
    const names = Array.isArray(value) ? [] : Object.keys(value);
    keys += names.length;
    if (keys > maxKeys) return { reason: 'too_many_keys', pointer: pointerTo(place) };
    const reason = names.map(findTextProblem).find((problem) => problem !== undefined);
    if (reason !== undefined) return { reason, pointer: pointerTo(place) };
    for (const child of childrenOf(place, value)) open.push(child);
  }
  return undefined;
}

/** The containers and faulty scalars in a container; in reverse, because the last one pushed is the next one read. */
function childrenOf(parent: Place, container: object): Place[] {
  const depth = parent.depth + 1;
  const children: Place[] = [];
  const entries: Iterable<[string | number, unknown]> = Array.isArray(container)
    ? container.entries()
    : Object.entries(container);
  for (const [key, value] of entries) {
    // A container is no scalar either.
    if (findScalarProblem(value) !== undefined) children.push({ value, depth, key, parent });
  }
  return children.reverse();
}

function findScalarProblem(value: unknown): UnstorableReason | undefined {
  if (typeof value === 'string') return findTextProblem(value);
  if (typeof value === 'number') return findNumberProblem(value);
  return value === null || typeof value === 'boolean' ? undefined : 'not_json';
}

function findTextProblem(text: string): UnstorableReason | undefined {
  if (text.includes('\0')) return 'nul_character';
  return /\p{Surrogate}/u.test(text) ? 'lone_surrogate' : undefined;
}

/** The strict reader's rule for the canonical form of a number: what is saved as a draft can also be published. */
function findNumberProblem(value: number): UnstorableReason | undefined {
  if (!Number.isFinite(value)) return 'number_overflow';
  const magnitude = Math.abs(value);
  return magnitude > Number.MAX_SAFE_INTEGER && magnitude < FIRST_WITH_EXPONENT ? 'lossy_number' : undefined;
}

function pointerTo(place: Place): string {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) path.unshift(at.key);
  return toJsonPointer(path);
}
