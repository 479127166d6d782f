// One save: what stands in the editor goes to the registry, and what it said comes back as facts. What is no draft of ours yet
// is never written to: its first save makes a draft with the typed text.
import type { Definition, Issue, Warning } from '@action-registry/schema';
import type { SaveOutcome } from '../../lib/autosave.js';
import type { SaveFields } from '../../lib/draft-document-fields.js';
import { type CallError, detailsOf, toCallError } from '../../lib/errors.js';
import { parsePointer } from '../../lib/json-tree.js';
import { valueAt } from '../../lib/json-value.js';
import { beginOwnChange } from '../../lib/own-changes.js';
import { issuesOf } from '../../lib/problem-fix.js';
import type { ServerNote, Weight } from '../../lib/problems.js';
import type { ApiClient, ApiInputs } from '../../lib/trpc.js';
import { type CopyOrigin, makeDraft } from './make-draft.js';

/** Somebody else saved first: who, to which revision, and what. */
export type Conflict = { changedBy: string | undefined; revision: number; theirs: Definition };

/** How a save ended and what it told. `stored` is there once the registry has a draft of ours. */
export type SaveResult = {
  outcome: SaveOutcome;
  stored?: Definition | undefined;
  notes: ServerNote[];
  conflict?: Conflict | undefined;
  error?: CallError | undefined;
};

/** What is saved: the fields, over the definition as it was last seen, or as a draft that is made of `origin`. */
export type SaveInput = { client: ApiClient; base: Definition; origin: CopyOrigin | undefined; fields: SaveFields };

/** Sends the fields. */
export async function saveDraft({ client, base, origin, fields }: SaveInput): Promise<SaveResult> {
  const end = beginOwnChange();
  try {
    const saved =
      origin === undefined
        ? await client.definitions.update.mutate(toInput(base, fields))
        : await makeDraft(client, origin, fields);
    return { outcome: 'saved', stored: saved.action as Definition, notes: toNotes(saved.warnings, 'warning', fields) };
  } catch (thrown) {
    return toFailure(toCallError(thrown), fields);
  } finally {
    end();
  }
}

function toInput({ id, revision }: Definition, fields: SaveFields): ApiInputs['definitions']['update'] {
  // The fields were held against the same schemas before; examples and metadata are typed more widely here.
  return { id, revision, ...fields } as ApiInputs['definitions']['update'];
}

function toFailure(error: CallError, fields: SaveFields): SaveResult {
  const conflict = detailsOf(error, 'REVISION_CONFLICT');
  if (conflict !== undefined) {
    const revision = Number(conflict.actual);
    const theirs = conflict.current as Definition;
    return { outcome: 'conflict', notes: [], error, conflict: { changedBy: conflict.changed_by, revision, theirs } };
  }
  if (error.code === 'OFFLINE') return { outcome: 'offline', notes: [], error };
  const notes = toRefusalNotes(error, fields);
  return { outcome: notes.length > 0 ? 'refused' : 'failed', notes, error };
}

const PATHS: Readonly<Record<string, string>> = {
  NAME_TAKEN: '/name',
  INVALID_NAME: '/name',
  INVALID_TITLE: '/title',
  CWD_OUTSIDE_ROOT: '/spec/cwd',
  INVALID_CWD: '/spec/cwd',
  PAYLOAD_TOO_LARGE: '',
};

/** Whether a refusal is one of the text, which its places can be told for. */
export function isRefusal({ code, details }: CallError): boolean {
  return PATHS[code] !== undefined || issuesOf(details).length > 0;
}

/** The registry's refusal at its place; none for what is no fault of the text. */
function toRefusalNotes({ code, message, details }: CallError, fields: SaveFields): ServerNote[] {
  const issues = issuesOf(details);
  if (issues.length > 0) return toNotes(issues, 'error', fields);
  const path = PATHS[code];
  return path === undefined ? [] : toNotes([{ path, message }], 'error', fields);
}

function toNotes(
  list: readonly (Issue & Partial<Pick<Warning, 'code'>>)[],
  weight: Weight,
  fields: SaveFields,
): ServerNote[] {
  // What saving fills in and clamps is told while typing, from the same rules.
  return list
    .filter(({ code }) => code === undefined || SERVER_ONLY.has(code))
    .map(({ code: _code, ...issue }) => ({
      ...issue,
      weight,
      about: valueAt(fields, parsePointer(issue.path)) ?? undefined,
    }));
}

/** Warnings that only the registry can give: they take its files, or other workspaces' names. */
const SERVER_ONLY = new Set(['cwd_missing', 'similar_name', 'name_changed']);
