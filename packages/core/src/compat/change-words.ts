// Differences in plain words, from the side of whoever meets them: callers for an input, readers of results for an output.
import type { Json } from '@action-registry/schema';
import { findHiddenCharacters } from '../hidden-characters.js';
import { toJsonPointer } from '../strict-json-error.js';
import { listNames } from './quote.js';
import type { SchemaChange } from './schema-change.js';
import { snake } from './schema-changes.js';

/** Which values a limit is about. */
const LIMITED: Readonly<Record<string, string>> = {
  max_length: 'longer texts',
  min_length: 'shorter texts',
  maximum: 'greater numbers',
  minimum: 'smaller numbers',
  exclusive_maximum: 'numbers from there up',
  exclusive_minimum: 'numbers from there down',
  max_items: 'longer lists',
  min_items: 'shorter lists',
  max_properties: 'objects with more properties',
  min_properties: 'objects with fewer properties',
  max_contains: 'lists with more matching items',
  min_contains: 'lists with fewer matching items',
};

type Words = (change: SchemaChange, side: 'input' | 'output') => string;

const name = (change: SchemaChange) => `'${String(change.path.at(-1))}'`;
const given = (change: SchemaChange) => quote(change.after ?? change.before);
const added = (change: SchemaChange) => newValues(change.before, change.after);
const removed = (change: SchemaChange) => newValues(change.after, change.before);
const both =
  (input: string, output: string): Words =>
  (_, side) =>
    side === 'input' ? input : output;

/** What a kind of difference means. Kinds that are not here are told by what was there before and after. */
const MEANING: Readonly<Record<string, Words>> = {
  property_added: (change, side) =>
    `${name(change)} ${side === 'input' ? 'can be sent now' : 'can come with results now'}, and must be as described`,
  required_property_added: (change, side) =>
    `${name(change)} is new and ${side === 'input' ? 'must be sent' : 'always comes with results'}`,
  property_removed: (change, side) =>
    `${name(change)} is ${side === 'input' ? 'not a parameter any more' : 'not described in results any more'}`,
  required_added: (change, side) => `${given(change)} ${side === 'input' ? 'must be sent now' : 'always comes now'}`,
  required_removed: (change, side) =>
    `${given(change)} ${side === 'input' ? 'may be left out now' : 'may be missing now'}`,
  enum_value_added: (change, side) => `${added(change)} ${side === 'input' ? 'is accepted now' : 'can come now'}`,
  enum_value_removed: (change, side) =>
    `${removed(change)} ${side === 'input' ? 'is refused now' : 'does not come any more'}`,
  enum_reordered: () => 'the values are listed in another order',
  enum_added: both('only the listed values are accepted now', 'only the listed values come now'),
  enum_removed: both(
    'other values than the listed ones are accepted now',
    'other values than the listed ones can come now',
  ),
  additional_properties_closed: both(
    'properties that are not described are refused now',
    'no other properties come now',
  ),
  additional_properties_opened: both(
    'properties that are not described are accepted now',
    'other properties can come now',
  ),
  unique_items_added: both('lists with repeats are refused now', 'lists have no repeats now'),
  unique_items_removed: both('lists with repeats are accepted now', 'lists can have repeats now'),
  default_changed: () => 'what is meant when nothing is said has changed',
  default_added: () => 'what is meant when nothing is said is written down now',
  default_removed: () => 'what is meant when nothing is said is not written down any more',
  schema_added: both('there are rules now where anything was accepted', 'results follow rules now'),
  schema_removed: both('anything is accepted now', 'nothing is promised about results any more'),
  title_changed: () => 'another title',
  description_changed: () => 'another description',
  any_of_branch_added: both('one more alternative is accepted', 'results can take one more form'),
  any_of_branch_removed: both('one alternative fewer is accepted', 'results take one form fewer'),
  one_of_branch_added: both('one more alternative, of which exactly one may apply', 'results can take one more form'),
  one_of_branch_removed: both('one alternative fewer', 'results take one form fewer'),
  all_of_branch_added: both('one more rule is asked for', 'results keep one more rule'),
  all_of_branch_removed: both('one rule fewer is asked for', 'results keep one rule fewer'),
};

/** A sentence such as "`/properties/path/maxLength` 255 → 128: longer texts are refused now". */
export function describeChange(change: SchemaChange, side: 'input' | 'output'): string {
  const pointer = change.path.length === 0 ? 'The schema' : `\`${toJsonPointer(change.path)}\``;
  const values = isShort(change) ? ` ${shown(change.before)} → ${shown(change.after)}` : '';
  // `$schema` has the name of a whole schema that comes or goes, which is at the root.
  const words = change.kind.startsWith('schema_') && change.path.length > 0 ? undefined : MEANING[change.kind];
  const meaning = words?.(change, side) ?? limitMeaning(change, side) ?? generalMeaning(change);
  return `${pointer}${values}: ${meaning}`;
}

function limitMeaning({ kind }: SchemaChange, side: 'input' | 'output'): string | undefined {
  const [, limit = '', way = ''] = /^(.*)_(increased|decreased|added|removed)$/.exec(kind) ?? [];
  const values = LIMITED[limit];
  if (values === undefined) return undefined;
  const isMaximum = limit.includes('max');
  const isNarrower = way === 'added' || way === (isMaximum ? 'decreased' : 'increased');
  if (side === 'input') return `${values} are ${isNarrower ? 'refused' : 'accepted'} now`;
  return `${values} ${isNarrower ? 'do not come any more' : 'can come now'}`;
}

function generalMeaning({ kind, path }: SchemaChange): string {
  const [, keyword = kind, way = 'changed'] =
    /^(.*)_(added|removed|changed|increased|decreased|closed|opened)$/.exec(kind) ?? [];
  // Keywords are no words of a language: they are told as they are written.
  const written = path.findLast((step) => typeof step === 'string' && snake(step) === keyword);
  const what = written === undefined ? `the ${keyword.replaceAll('_', ' ')}` : `\`${written}\``;
  return `${what} was ${way}`;
}

function newValues(before: Json | undefined, after: Json | undefined): string {
  const known = new Set((Array.isArray(before) ? before : []).map((value) => JSON.stringify(value)));
  return listNames(
    (Array.isArray(after) ? after : []).map((value) => JSON.stringify(value)).filter((text) => !known.has(text)),
  );
}

function isShort({ before, after }: SchemaChange): boolean {
  return [before, after].every((value) => typeof value !== 'object' && String(value).length <= 40);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'absent' : quote(value);
}

/** As JSON writes it, except for texts; what people cannot see is written as its code point. */
function quote(value: Json | undefined): string {
  const text = typeof value === 'string' ? `'${value}'` : String(JSON.stringify(value));
  const hidden = new Map(findHiddenCharacters(text).map(({ offset, codePoint }) => [offset, codePoint]));
  let offset = 0;
  return [...text]
    .map((character) => {
      const codePoint = hidden.get(offset);
      offset += character.length;
      return codePoint === undefined ? character : `\\u{${codePoint.toString(16)}}`;
    })
    .join('');
}
