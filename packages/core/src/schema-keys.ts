// Which keys a schema knows at a place, so that a misspelt one can be answered with the right one. Reads zod's public
// `def` structurally: this package does not depend on zod.

type SchemaDef = {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly options?: readonly unknown[];
};

/** The keys that the schema of the object at `path` knows; none where it cannot be told. */
export function knownKeysAt(schema: unknown, input: unknown, path: readonly PropertyKey[]): string[] {
  let places = alternatives(schema, input);
  let value = input;
  for (const step of path) {
    value = isIndexable(value) && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
    places = places.flatMap((place) => stepInto(place, step)).flatMap((next) => alternatives(next, value));
  }
  return [...new Set(places.flatMap((place) => Object.keys(place.shape ?? {})))];
}

/** The schemas behind wrappers and unions; of a discriminated union only those whose constants the value has. */
function alternatives(schema: unknown, value: unknown): SchemaDef[] {
  const def = defOf(schema);
  if (def === undefined) return [];
  const wrapped = def.innerType ?? def.in;
  if (wrapped !== undefined) return alternatives(wrapped, value);
  if (def.options === undefined) return [def];
  const options = def.options.flatMap((option) => alternatives(option, value));
  const meant = options.filter((option) => hasConstantsOf(option, value));
  return meant.length > 0 ? meant : options;
}

function hasConstantsOf({ shape = {} }: SchemaDef, value: unknown): boolean {
  return Object.entries(shape).every(([key, field]) => {
    const def: { values?: readonly unknown[]; type?: string } = defOf(field) ?? {};
    if (def.type !== 'literal') return true;
    return isIndexable(value) && Object.hasOwn(value, key) && (def.values ?? []).includes(Reflect.get(value, key));
  });
}

function stepInto(def: SchemaDef, step: PropertyKey): unknown[] {
  if (typeof step === 'number') return def.element === undefined ? [] : [def.element];
  if (def.shape !== undefined) return Object.hasOwn(def.shape, step) ? [def.shape[String(step)]] : [];
  return def.valueType === undefined ? [] : [def.valueType];
}

function defOf(schema: unknown): SchemaDef | undefined {
  const def = isIndexable(schema) ? Reflect.get(schema, 'def') : undefined;
  return isIndexable(def) ? def : undefined;
}

function isIndexable(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
