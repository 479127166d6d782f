// Differences outside of the schemas: the kind, what the action does (`spec`), what it promises (`metadata`), and the words that
// people and models read.
import { type ContractChange, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { findHiddenCharacters } from '../hidden-characters.js';
import { toJsonPointer } from '../strict-json-error.js';
import { valueKey } from './json-type.js';
import { listNames } from './quote.js';
import { snake } from './schema-changes.js';

/** The parts of a document that are compared; everything else is of no matter to callers. */
export type ContractDocument = {
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly spec?: Json | undefined;
  readonly inputSchema?: JsonObject | undefined;
  readonly outputSchema?: JsonObject | undefined;
  readonly metadata?: Json | undefined;
};

type Change = Omit<ContractChange, 'side'>;

const SPEC_CHANGES_MAX = 50;

/** Every difference outside of the schemas, each with its verdict: these are rules, and need no proof. */
export function findDocumentChanges(old: ContractDocument, next: ContractDocument): ContractChange[] {
  const found: Change[] = [];
  if (old.kind !== next.kind) {
    const message = `The kind was '${old.kind}' and is '${next.kind}': this is run in another way.`;
    found.push({ pointer: '/kind', kind: 'kind_changed', verdict: 'breaking', message });
  }
  for (const field of ['title', 'description'] as const) found.push(...textChanges(field, old[field], next[field]));
  const spec = [...specChanges(old.spec ?? null, next.spec ?? null, ['spec'])];
  found.push(...spec.slice(0, SPEC_CHANGES_MAX));
  found.push(...metadataChanges(objectOf(old.metadata), objectOf(next.metadata)));
  return found.map((change) => ({ side: 'document', ...change }));
}

/** A model decides by these texts, so what people cannot see in them is named. */
function textChanges(field: string, old: string | undefined, next: string | undefined): Change[] {
  if (old === next) return [];
  const way = old === undefined ? 'added' : next === undefined ? 'removed' : 'changed';
  const message = `The ${field} was ${way}; models read it when they choose an action.${hiddenIn(next ?? '')}`;
  return [{ pointer: `/${field}`, kind: `${field}_${way}`, verdict: 'compatible', message }];
}

/** A sentence that names the hidden characters of a text, or nothing. */
export function hiddenIn(text: string): string {
  const names = findHiddenCharacters(text).map(
    ({ name, codePoint }) => `${name} U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return names.length === 0 ? '' : ` It has hidden characters: ${listNames([...new Set(names)])}.`;
}

/** What the action does may change behind the same contract. */
function* specChanges(old: Json, next: Json, path: readonly (string | number)[]): Generator<Change> {
  if (valueKey(old) === valueKey(next)) return;
  if (isJsonObject(old) && isJsonObject(next)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      yield* specChanges(old[key] ?? null, next[key] ?? null, [...path, key]);
    }
    return;
  }
  if (Array.isArray(old) && Array.isArray(next) && old.length === next.length) {
    for (const [index, item] of old.entries()) yield* specChanges(item, next[index] ?? null, [...path, index]);
    return;
  }
  const hidden = typeof next === 'string' ? hiddenIn(next) : '';
  const message = `What the action does was changed here, behind the same contract.${hidden}`;
  yield { pointer: toJsonPointer(path), kind: 'spec_changed', verdict: 'compatible', message };
}

function metadataChanges(old: JsonObject, next: JsonObject): Change[] {
  const found: Change[] = [];
  const add = (field: string, kind: string, message: string) => {
    const verdict = BREAKING.has(kind) ? 'breaking' : 'compatible';
    found.push({ pointer: toJsonPointer(['metadata', ...field.split('/')]), kind, verdict, message });
  };
  if (old.reversible === true && next.reversible !== true) {
    add('reversible', 'reversible_withdrawn', 'The action could be undone, and now it cannot.');
  }
  if (old.requiresApproval !== true && next.requiresApproval === true) {
    add('requiresApproval', 'approval_required', 'The action needs an approval now: calls wait that ran before.');
  }
  for (const [field, kind, words] of LISTS) {
    const [was, is] = [textsOf(old[field]), textsOf(next[field])];
    const fresh = is.filter((text) => !was.includes(text));
    // Who listed no effects at all has promised nothing about them.
    if (fresh.length > 0)
      add(field, old[field] === undefined ? `${snake(field)}_listed` : kind, `${words} ${listNames(fresh)}.`);
    const gone = was.filter((text) => !is.includes(text));
    if (gone.length > 0) add(field, `${snake(field)}_removed`, `No longer listed: ${listNames(gone)}.`);
  }
  return [...found, ...otherMetadata(old, next)];
}

const BREAKING = new Set(['reversible_withdrawn', 'approval_required', 'side_effect_added', 'permission_added']);
const LISTS = [
  ['sideEffects', 'side_effect_added', 'The action does more than it did:'],
  ['permissions', 'permission_added', 'The action needs more permissions:'],
] as const;

/** MCP's hints promise nothing that may be relied on; they and the rest are told. */
function otherMetadata(old: JsonObject, next: JsonObject): Change[] {
  const told = new Set(['sideEffects', 'permissions']);
  const fields = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter((field) => !told.has(field));
  return fields
    .filter((field) => valueKey(old[field] ?? null) !== valueKey(next[field] ?? null))
    .filter((field) => !(field === 'reversible' && old.reversible === true))
    .filter((field) => !(field === 'requiresApproval' && next.requiresApproval === true))
    .map((field) => ({
      pointer: toJsonPointer(['metadata', field]),
      kind: `${snake(field)}_changed`,
      verdict: 'compatible',
      message: `'${field}' was ${JSON.stringify(old[field] ?? null)} and is ${JSON.stringify(next[field] ?? null)}.`,
    }));
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
