// Single changes to a real schema, one place and one keyword at a time, each with what it does to the set of values that are
// accepted: so that verdicts can be held against what is known without any prover.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { changesOfNode, type Effect, type NodeChange } from './mutations.js';

/** A whole schema with one change in it. `effect` is what follows for the whole; undefined where the place leaves it open. */
export type Mutation = {
  readonly kind: string;
  readonly pointer: string;
  readonly next: JsonObject;
  readonly effect: Effect | undefined;
};

type Place = { readonly path: readonly string[]; readonly node: JsonObject; readonly isSure: boolean };

/** Beside one of these, a change of the schema may be hidden or turned round. */
const COMBINES = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'];
/** And below one of these also. */
const HIDES = [...COMBINES, 'enum', 'const', 'patternProperties', 'propertyNames'];

/** Every single change of each place of a schema. */
export function* mutationsOf(schema: JsonObject): Generator<Mutation> {
  for (const { path, node, isSure } of placesOf(schema, [], true)) {
    for (const change of changesOfNode(node, { isRoot: path.length === 0, is07: is07(schema) })) {
      yield toMutation(schema, path, { change, isSure });
    }
  }
}

function toMutation(
  schema: JsonObject,
  path: readonly string[],
  { change, isSure }: { change: NodeChange; isSure: boolean },
): Mutation {
  const next = replaced(schema, path, change.after) as JsonObject;
  const whole =
    change.definitions === undefined ? next : { ...next, $defs: { ...objectOf(next.$defs), ...change.definitions } };
  // What changes nothing changes nothing anywhere.
  const effect = isSure || change.effect === 'same' ? change.effect : undefined;
  return { kind: change.kind, pointer: `/${path.join('/')}`, next: whole, effect };
}

function* placesOf(node: JsonObject, path: readonly string[], isSure: boolean): Generator<Place> {
  const isPlain = isSure && !HIDES.some((keyword) => keyword in node);
  yield { path, node, isSure: isSure && !COMBINES.some((keyword) => keyword in node) };
  for (const [keyword, value] of Object.entries(node)) {
    const isMap = keyword === 'properties' || keyword === '$defs' || keyword === 'definitions';
    if (isMap || ['anyOf', 'oneOf', 'allOf'].includes(keyword)) {
      for (const [key, inner] of Object.entries(value as JsonObject)) {
        if (isJsonObject(inner)) yield* placesOf(inner, [...path, keyword, key], isPlain && keyword === 'properties');
      }
    } else if (['items', 'additionalProperties'].includes(keyword) && isJsonObject(value)) {
      yield* placesOf(value, [...path, keyword], isPlain);
    }
  }
}

function replaced(value: Json, path: readonly string[], after: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return after;
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)] ?? null, rest, after));
  const object = objectOf(value);
  return { ...object, [key]: replaced(object[key] ?? null, rest, after) };
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function is07(schema: JsonObject): boolean {
  return typeof schema.$schema === 'string' && schema.$schema.includes('draft-07');
}
