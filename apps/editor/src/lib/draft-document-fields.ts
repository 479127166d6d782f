// Which fields a draft has, in which order they are written, what a new draft of each kind begins with, and what of a text
// is sent when it is saved.
import { toOwnMetadata } from '@action-registry/core';
import { type Definition, isJsonObject, type Json, type JsonObject, type Kind, LIMITS } from '@action-registry/schema';
import type { FieldOrder } from './draft-document.js';

/** The fields of a draft as the registry stores them, in the order in which they are written. */
export const DRAFT_FIELDS = [
  'title',
  'name',
  'kind',
  'description',
  'spec',
  'inputSchema',
  'outputSchema',
  'metadata',
  'examples',
] as const;

/** A field of a draft. */
type DraftField = (typeof DRAFT_FIELDS)[number];

const SPEC_FIELDS = {
  prompt: ['agent', 'model', 'reasoning', 'timeout_s', 'prompt'],
  command: ['shell', 'cwd', 'timeout_s', 'cmd'],
  tool: ['binding'],
  device: ['device_model', 'action_sets', 'default_action_set_id'],
} as const;

const METADATA_FIELDS = [
  'module',
  'entity',
  'action',
  'reversible',
  'requiresApproval',
  'sideEffects',
  'permissions',
  'tags',
  'annotations',
];

/** Where new fields of a draft belong. */
export function orderOf(kind: Kind): FieldOrder {
  return {
    '': DRAFT_FIELDS,
    '/spec': SPEC_FIELDS[kind],
    '/spec/binding': ['type', 'command', 'args', 'url', 'tool'],
    '/inputSchema': ['type', 'properties', 'required', 'additionalProperties'],
    '/metadata': METADATA_FIELDS,
  };
}

/** What a draft says; the registry's own facts (id, revision, times) are not part of it. */
export type DraftContent = Partial<Record<DraftField, Json>>;

/** A draft's text: its fields in order, two spaces a level. */
export function toDraftText(content: DraftContent): string {
  const fields = DRAFT_FIELDS.flatMap((field) => (content[field] === undefined ? [] : [[field, content[field]]]));
  return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`;
}

/** The content of a stored draft; a built-in's as the copy has it that its first change makes. */
export function contentOf(definition: Definition): DraftContent {
  const { readonly, metadata } = definition;
  const own = readonly && isJsonObject(metadata) ? { ...definition, metadata: toOwnMetadata(metadata) } : definition;
  const fields = DRAFT_FIELDS.flatMap((field) => (own[field] === undefined ? [] : [[field, own[field]]]));
  return Object.fromEntries(fields) as DraftContent;
}

/** What is sent of a draft: its known fields; `null` takes away what is stored and no longer written. */
export type SaveFields = {
  title: string;
  name: string | null;
  spec: JsonObject;
  description: string | null;
  inputSchema: JsonObject | null;
  outputSchema: JsonObject | null;
  metadata: JsonObject | null;
  examples: JsonObject[] | null;
};

/** The fields to send; call it with a value in which `findProblems` finds no error. */
export function toSaveFields(value: JsonObject): SaveFields {
  const { title, name, spec, description, inputSchema, outputSchema, metadata, examples } = value;
  const fields = { title, name, spec, description, inputSchema, outputSchema, metadata, examples };
  return Object.fromEntries(Object.entries(fields).map(([field, given]) => [field, given ?? null])) as SaveFields;
}

const TEMPLATES: Readonly<Record<Kind, Omit<DraftContent, 'title' | 'name' | 'kind'>>> = {
  prompt: {
    spec: {
      prompt: 'Task: {{task}}\n\nSay what you did and how to check it.\n',
    },
    inputSchema: {
      type: 'object',
      properties: { task: { type: 'string', description: 'What is to be done.' } },
      required: ['task'],
    },
  },
  command: { spec: { shell: 'bash', cwd: '.', timeout_s: 60, cmd: "printf 'Hello\\n'" } },
  tool: {
    spec: {},
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string', description: 'What is asked for.' } },
      required: ['query'],
    },
  },
  device: {
    spec: {
      device_model: 'android_tv',
      action_sets: [{ id: 'forward', actions: [{ command: 'press_key', params: { key: 'HOME' } }] }],
      default_action_set_id: 'forward',
    },
  },
};

/** What a new draft of a kind begins with. */
export function templateOf(kind: Kind, { title, name }: { title: string; name: string }): DraftContent {
  return { title, ...(name !== '' && { name }), kind, ...structuredClone(TEMPLATES[kind]) };
}

const COPY = ' (copy)';

/** `<title> (copy)`, cut between characters so that the whole fits; as the registry names clones. */
export function toCopyTitle(title: string): string {
  const characters = [...new Intl.Segmenter().segment(title)].map(({ segment }) => segment);
  while ([...characters.join('')].length + COPY.length > LIMITS.titleCharacters) characters.pop();
  return `${characters.join('').trimEnd()}${COPY}`;
}
