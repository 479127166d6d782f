// The drafts list: built-ins always on the first page, the rest from the database, counts per facet beside them; and what
// publishing a draft would sign.
import { canonicalize, documentOf, parseDocument } from '@action-registry/core';
import {
  countDefinitions,
  type DefinitionCursor,
  type DefinitionFilter,
  type DefinitionSummaryRow,
  listDefinitions as queryDefinitions,
} from '@action-registry/db';
import {
  type CreateDefinition,
  type Definition,
  type DefinitionDocument,
  type DefinitionFacets,
  type DefinitionPage,
  type DefinitionSummary,
  type Json,
  type ListDefinitions,
  RegistryError,
  type Warning,
} from '@action-registry/schema';
import { z } from 'zod';
import type { CallerContext } from '../context.js';
import { toKind } from './actions.js';
import { CursorTime, parseCursor, toCursor } from './cursor.js';
import { findSaveRules, normaliseContent } from './definition-content.js';
import { listBuiltins, toSummary } from './definition-view.js';
import { getDefinition } from './definitions.js';
import { transact } from './transact.js';

/** Built-ins come first, whatever the order; a page that ends among them goes on from the place it reached. */
const BuiltinPosition = z.object({ builtin: z.int().nonnegative() });
const POSITIONS = {
  updated_at: z.union([BuiltinPosition, z.object({ value: CursorTime, id: z.int() })]),
  title: z.union([BuiltinPosition, z.object({ value: z.string(), id: z.int() })]),
  id: z.union([BuiltinPosition, z.object({ id: z.int() })]),
};

/** A page of drafts: the built-ins that fit the filter, then the workspace's rows. */
export async function listDefinitions(ctx: CallerContext, input: ListDefinitions): Promise<DefinitionPage> {
  const { limit, cursor, sort, origin, kind, enabled, tag, q } = input;
  const dir = input.dir ?? (sort === 'title' ? 'asc' : 'desc');
  const place = `drafts:${sort}:${dir}`;
  const words = (q ?? '').split(/\s+/).filter((word) => word !== '');
  const position = parseCursor<BuiltinPosition | DefinitionCursor>(place, cursor, POSITIONS[sort]);
  const filter: DefinitionFilter = { words, kind, enabled, tag };
  const offered = origin === 'workspace' ? [] : listBuiltins(ctx).filter((item) => matches(item, filter));
  const start = position === undefined ? 0 : 'builtin' in position ? position.builtin : offered.length;
  const builtins = sortBuiltins(offered, sort, dir).slice(start, start + limit);
  const room = limit - builtins.length;
  const after = position === undefined || 'builtin' in position ? undefined : position;
  return transact(ctx, ctx.principal.workspaceId, async (tx) => {
    const page = { filter, sort, dir, limit: room + 1, cursor: after };
    const rows = origin === 'builtin' ? [] : await queryDefinitions(tx, page);
    const next = toNext({ rows, room, sort, reached: start + builtins.length, offered: offered.length });
    return {
      items: [
        ...builtins.map(toBuiltinSummary),
        ...rows.slice(0, room).map((row) => toSummary(row, ctx.principal.workspace)),
      ],
      ...(next !== undefined && { next_cursor: toCursor(place, next) }),
      ...(position === undefined && {
        facets: toFacets(origin === 'builtin' ? [] : await countDefinitions(tx, filter), offered),
      }),
    };
  });
}

type BuiltinPosition = z.infer<typeof BuiltinPosition>;
type Reached = {
  rows: readonly DefinitionSummaryRow[];
  room: number;
  sort: ListDefinitions['sort'];
  reached: number;
  offered: number;
};

/** Where the next page begins, undefined after the last one. */
function toNext({ rows, room, sort, reached, offered }: Reached): Json | undefined {
  if (reached < offered || (room === 0 && rows.length > 0)) return { builtin: reached };
  const last = rows.at(room - 1);
  if (rows.length <= room || last === undefined) return undefined;
  return { id: last.id, ...(sort !== 'id' && { value: last[sort] }) };
}

function matches(item: Definition, { kind, enabled, tag, words = [] }: DefinitionFilter): boolean {
  const text = `${item.title}\n${item.name ?? ''}\n${item.description ?? ''}`.toLowerCase();
  return (
    (kind === undefined || item.kind === kind) &&
    (enabled === undefined || item.enabled === enabled) &&
    (tag === undefined || item.tags.includes(tag)) &&
    words.every((word) => text.includes(word.toLowerCase()))
  );
}

function sortBuiltins(items: Definition[], sort: ListDefinitions['sort'], dir: 'asc' | 'desc'): Definition[] {
  if (sort === 'updated_at') return items;
  const sign = dir === 'asc' ? 1 : -1;
  return items.sort((a, b) => sign * (sort === 'id' ? a.id - b.id : a.title.localeCompare(b.title)));
}

function toBuiltinSummary({
  spec: _spec,
  inputSchema: _input,
  outputSchema: _output,
  metadata: _metadata,
  examples: _examples,
  ...summary
}: Definition): DefinitionSummary {
  return summary;
}

type Counts = readonly { kind: string; enabled: boolean; count: number }[];

function toFacets(counts: Counts, builtins: readonly Definition[]): DefinitionFacets {
  const rows = [
    ...counts.map((row) => ({ ...row, kind: toKind(row.kind), origin: 'workspace' as const })),
    ...builtins.map(({ kind, enabled }) => ({ kind, enabled, count: 1, origin: 'builtin' as const })),
  ];
  const facets: DefinitionFacets = { total: 0, kind: {}, origin: {}, enabled: { true: 0, false: 0 } };
  for (const { kind, origin: from, enabled, count } of rows) {
    facets.total += count;
    facets.kind[kind] = (facets.kind[kind] ?? 0) + count;
    facets.origin[from] = (facets.origin[from] ?? 0) + count;
    facets.enabled[enabled ? 'true' : 'false'] += count;
  }
  return facets;
}

/** What a save would say of a draft, without saving it. */
export async function validateDefinition(
  ctx: CallerContext,
  { enabled: _enabled, base_version: _base, ...raw }: CreateDefinition,
): Promise<{ valid: true; spec: Definition['spec']; warnings: Warning[] }> {
  const { content, warnings } = await normaliseContent(raw, await findSaveRules(ctx, raw.kind));
  return { valid: true, spec: content.spec, warnings };
}

/** The document that publishing a definition as `version` would sign. */
export async function getDefinitionDocument(
  ctx: CallerContext,
  { id, version, name }: { id: number; version: string; name?: string | undefined },
): Promise<DefinitionDocument> {
  const definition = await getDefinition(ctx, { id });
  const publicName = name ?? definition.name;
  if (publicName === undefined) {
    throw new RegistryError('INVALID_NAME', 'The definition has no name yet. Give it one, or pass `name`.', {
      details: { issues: [{ path: '/name', message: 'is missing' }] },
    });
  }
  const text = canonicalize(documentOf(definition, publicName, version));
  const { hash, warnings } = parseDocument(text, await findSaveRules(ctx, definition.kind));
  return { name: publicName, version, document: text, hash, warnings };
}
