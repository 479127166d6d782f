// Equality with one array or object, said with assertions; its negation says all the ways to differ.
import type { Json } from '@action-registry/schema';
import type { Formula } from './formula.js';
import { type Arena, and, atom, not, ofTypes, oneOfValues } from './formula-arena.js';
import { TYPE } from './json-type.js';

/** Holds for this value only. */
export function equalTo(arena: Arena, value: Json): Formula {
  if (typeof value !== 'object' || value === null) return oneOfValues(arena, [value]);
  if (Array.isArray(value)) {
    return and(arena, [
      ofTypes(arena, TYPE.array),
      atom(arena, { kind: 'minItems', count: value.length }),
      atom(arena, { kind: 'maxItems', count: value.length }),
      ...value.map((item, index) => atom(arena, { kind: 'item', index, schema: oneOfValues(arena, [item]) })),
    ]);
  }
  const keys = Object.keys(value);
  const others = not(arena, oneOfValues(arena, keys));
  return and(arena, [
    ofTypes(arena, TYPE.object),
    atom(arena, { kind: 'member', keys: others, schema: arena.refuse }),
    ...keys.flatMap((name) => [
      atom(arena, { kind: 'required', name }),
      atom(arena, {
        kind: 'member',
        keys: oneOfValues(arena, [name]),
        schema: oneOfValues(arena, [value[name] ?? null]),
      }),
    ]),
  ]);
}
