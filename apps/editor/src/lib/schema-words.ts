// A JSON Schema in words: what type a place has, which limits, and what lies below it. It reads whatever it is given and
// never throws; it decides nothing.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';

/** A property below a schema. */
export type SchemaChild = { name: string; schema: Json; isRequired: boolean };

/** The named children of a schema, required ones first: properties, or those of an array's items. */
export function findChildren(schema: JsonObject): SchemaChild[] {
  const target = isJsonObject(schema.items) && !isJsonObject(schema.properties) ? schema.items : schema;
  const { properties, required } = target;
  if (!isJsonObject(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  const children = Object.entries(properties).map(([name, schema]) => ({ name, schema, isRequired: needed.has(name) }));
  return [...children.filter((child) => child.isRequired), ...children.filter((child) => !child.isRequired)];
}

/** "string", "array of integer", "one of 3 shapes". */
export function describeType(schema: Json): string {
  if (schema === true) return 'anything';
  if (!isJsonObject(schema)) return 'nothing';
  const { type, items, enum: values, const: constant, $ref, format } = schema;
  if (constant !== undefined) return 'constant';
  if (Array.isArray(values)) return 'one of';
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? $ref;
  for (const union of ['oneOf', 'anyOf', 'allOf'] as const) {
    const parts = schema[union];
    if (Array.isArray(parts)) return `${union === 'allOf' ? 'all' : 'one'} of ${parts.length} shapes`;
  }
  if (type === 'array' && items !== undefined) return `array of ${describeType(items)}${describeCount(items)}`;
  const name = Array.isArray(type) ? type.map(String).join(' or ') : typeof type === 'string' ? type : 'any type';
  return typeof format === 'string' ? `${name} (${format})` : name;
}

/** How many values the entries of a list are chosen from, where that completes “one of”. */
function describeCount(items: Json): string {
  return isJsonObject(items) && items.const === undefined && Array.isArray(items.enum) ? ` ${items.enum.length}` : '';
}

/** Limits, values and defaults of a place, one text each. */
export function describeLimits(schema: JsonObject): string[] {
  const limits: string[] = [];
  const { enum: values, const: constant, default: standard, pattern } = schema;
  if (Array.isArray(values)) limits.push(values.map(toText).join(' · '));
  if (constant !== undefined) limits.push(toText(constant));
  const bounds = [
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
  ];
  limits.push(...bounds.filter((text) => text !== ''));
  if (typeof pattern === 'string') limits.push(`matches ${pattern}`);
  if (standard !== undefined) limits.push(`default ${toText(standard)}`);
  return limits;
}

function range(min: Json | undefined, max: Json | undefined, unit: string): string {
  if (typeof min === 'number' && typeof max === 'number') return `${min} to ${max}${unit}`;
  if (typeof min === 'number') return `at least ${min}${unit}`;
  return typeof max === 'number' ? `at most ${max}${unit}` : '';
}

function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
