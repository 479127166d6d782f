// What may stand in a device's spec by its catalogue: device models, commands with what they take, parameters and their values.
// For completion; where the catalogue says nothing, the spec's own schema does.
import type { CommandCatalogue, KnownCommand } from '@action-registry/core';
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import type { DeviceCatalogues } from './device-catalogues.js';
import type { PlaceShape } from './draft-document-shape.js';
import { valueAt } from './json-value.js';
import { findChildren } from './schema-words.js';

const NOTHING: PlaceShape = { keys: [], values: [], type: '', isOpen: true };
const TYPES: Readonly<Record<string, string>> = { integer: 'number', array: 'list' };

/** What the catalogues know of the place with these steps in a draft; undefined where they know nothing. */
export function deviceShapeAt(
  { catalogues, models }: Pick<DeviceCatalogues, 'catalogues' | 'models'>,
  value: JsonObject,
  steps: readonly string[],
): PlaceShape | undefined {
  const [field, place = '', , list, , key] = steps;
  if (field !== 'spec') return undefined;
  if (place === 'device_model' && steps.length === 2) {
    const hints = models.map(({ version, description }) => [version, description].filter(Boolean).join(' · '));
    return { ...NOTHING, type: 'string', values: models.map(({ device_model }) => device_model), hints };
  }
  if (place === 'default_action_set_id' && steps.length === 2) return { ...NOTHING, values: setIds(value) };
  const model = valueAt(value, ['spec', 'device_model']);
  const catalogue = typeof model === 'string' ? catalogues.find(model) : undefined;
  if (catalogue === undefined || place !== 'action_sets' || list !== 'actions') return undefined;
  if (key === 'command' && steps.length === 6) return commandsOf(catalogue);
  if (key !== 'params') return undefined;
  const command = catalogue.commands.get(String(valueAt(value, [...steps.slice(0, 5), 'command'])));
  return command && paramShape(command, steps.slice(6));
}

/** The parameters that a command takes, in a line: those that may be left out in brackets. */
export function describeParams({ params_schema }: Pick<KnownCommand, 'params_schema'>): string {
  return findChildren(params_schema)
    .map(({ name, isRequired }) => (isRequired ? name : `[${name}]`))
    .join(' ');
}

/** The ids of a draft's action sets. */
function setIds(value: JsonObject): string[] {
  const sets = valueAt(value, ['spec', 'action_sets']);
  const ids = Array.isArray(sets) ? sets.map((set) => (isJsonObject(set) ? set.id : undefined)) : [];
  return ids.filter((id) => typeof id === 'string');
}

function commandsOf({ commands }: CommandCatalogue): PlaceShape {
  const offered = [...commands.values()].filter(({ deprecated = false }) => !deprecated);
  return { ...NOTHING, type: 'string', values: offered.map(({ name }) => name), hints: offered.map(describeParams) };
}

function paramShape({ params_schema }: KnownCommand, [name, ...rest]: readonly string[]): PlaceShape {
  const children = findChildren(params_schema);
  if (name === undefined) {
    const keys = children.map((child) => ({
      key: child.name,
      isRequired: child.isRequired,
      type: typeOf(child.schema),
    }));
    return { keys, values: [], type: 'object', isOpen: false };
  }
  const schema = rest.reduce<Json | undefined>(
    (at) => (isJsonObject(at) ? at.items : undefined),
    children.find((child) => child.name === name)?.schema,
  );
  return { ...NOTHING, values: valuesOf(schema), type: typeOf(schema) };
}

/** The values that a schema lists; both for yes or no. */
export function valuesOf(schema: Json | undefined): readonly Json[] {
  if (!isJsonObject(schema)) return [];
  if (Array.isArray(schema.enum)) return schema.enum;
  return schema.type === 'boolean' ? [true, false] : [];
}

function typeOf(schema: Json | undefined): string {
  if (!isJsonObject(schema)) return '';
  if (Array.isArray(schema.enum)) return typeof schema.enum[0] === 'string' ? 'choice' : '';
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return typeof type === 'string' ? (TYPES[type] ?? type) : '';
}
