// What assertions ask of an object, sorted: rules that hold for all members with certain keys, and claims that there be one.
import { evaluate } from './evaluate.js';
import type { AtomOf, Formula } from './formula.js';

/** There is a member whose key satisfies `keys` and whose value satisfies `schema`. */
export type Claim = { readonly keys: Formula; readonly schema: Formula };

/** `named` has the rules for one key each, `general` the others; `names` are all keys that any of them names. */
export type Members = {
  readonly named: ReadonlyMap<string, readonly Formula[]>;
  readonly general: readonly AtomOf<'member'>[];
  readonly claims: readonly Claim[];
  readonly names: readonly string[];
  readonly least: number;
  readonly most: number;
};

/** What the value under a named key must satisfy. */
export function rulesFor(members: Members, name: string): Formula[] {
  const general = members.general.filter(({ keys }) => evaluate(keys, name) !== false).map(({ schema }) => schema);
  return [...(members.named.get(name) ?? []), ...general];
}

/** The one name that satisfies the keys, where there is only one. */
export function soleName(keys: Formula): string | undefined {
  if (keys.kind !== 'enum' || keys.values.size !== 1) return undefined;
  const [name] = keys.values.values();
  return typeof name === 'string' ? name : undefined;
}
