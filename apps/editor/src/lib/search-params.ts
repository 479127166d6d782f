// Search parameters as plain text, so that addresses stay readable and a view is the same for whoever opens its address.
// What a route does not know is dropped; what is malformed counts as absent.
import type { Kind } from '@action-registry/schema';

type Raw = Record<string, unknown>;

/** A search string as a record of texts. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** The reverse of `parseSearch`; what is undefined or empty is left out. */
export function stringifySearch(search: Raw): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  // Colons and commas need no escaping in a query and are easier to read.
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@');
  return text === '' ? '' : `?${text}`;
}

function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return value === undefined || value === '' ? undefined : String(value).slice(0, 200);
}

function oneOf<Value extends string>(raw: Raw, name: string, values: readonly Value[]): Value | undefined {
  return values.find((value) => value === raw[name]);
}

function defined<T extends object>(fields: T): T {
  // Absent is absent: an undefined field would count as another address.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

const KINDS: readonly Kind[] = ['prompt', 'command', 'tool', 'device'];

/** The library's view: what is searched, filtered and sorted by. `dep` 1 shows deprecated and yanked actions too. */
export type LibrarySearch = {
  q?: string | undefined;
  kind?: Kind | undefined;
  state?: 'active' | 'deprecated' | 'yanked' | undefined;
  channel?: string | undefined;
  tag?: string | undefined;
  by?: string | undefined;
  key?: string | undefined;
  sort?: 'name' | 'updated_at' | undefined;
  dir?: 'asc' | 'desc' | undefined;
  dep?: '1' | undefined;
};

export function toLibrarySearch(raw: Raw): LibrarySearch {
  return defined({
    q: text(raw, 'q'),
    kind: oneOf(raw, 'kind', KINDS),
    state: oneOf(raw, 'state', ['active', 'deprecated', 'yanked'] as const),
    channel: text(raw, 'channel'),
    tag: text(raw, 'tag'),
    by: text(raw, 'by'),
    key: text(raw, 'key'),
    sort: oneOf(raw, 'sort', ['name', 'updated_at'] as const),
    dir: oneOf(raw, 'dir', ['asc', 'desc'] as const),
    dep: oneOf(raw, 'dep', ['1'] as const),
  });
}

/** The drafts' view. */
export type DraftsSearch = {
  q?: string | undefined;
  kind?: Kind | undefined;
  origin?: 'builtin' | 'workspace' | undefined;
  tag?: string | undefined;
  sort?: 'updated_at' | 'title' | undefined;
  dir?: 'asc' | 'desc' | undefined;
};

export function toDraftsSearch(raw: Raw): DraftsSearch {
  return defined({
    q: text(raw, 'q'),
    kind: oneOf(raw, 'kind', KINDS),
    origin: oneOf(raw, 'origin', ['builtin', 'workspace'] as const),
    tag: text(raw, 'tag'),
    sort: oneOf(raw, 'sort', ['updated_at', 'title'] as const),
    dir: oneOf(raw, 'dir', ['asc', 'desc'] as const),
  });
}

/** What a new draft starts as: a kind, or what it is cloned from (`files.move@1.2.0`, or a definition's id). */
export type NewDraftSearch = { kind?: Kind | undefined; from?: string | undefined; name?: string | undefined };

export function toNewDraftSearch(raw: Raw): NewDraftSearch {
  return defined({ kind: oneOf(raw, 'kind', KINDS), from: text(raw, 'from'), name: text(raw, 'name') });
}

/**
 * How a draft is looked at; `field` is a JSON pointer to go to. One that is not made yet begins with what `from` names, under
 * that title and name.
 */
export type DraftSearch = Partial<Record<'from' | 'title' | 'name', string | undefined>> & {
  view?: 'form' | 'json' | 'both' | undefined;
  panel?: 'problems' | 'preview' | 'changes' | undefined;
  field?: string | undefined;
};

export function toDraftSearch(raw: Raw): DraftSearch {
  return defined({
    view: oneOf(raw, 'view', ['form', 'json', 'both'] as const),
    panel: oneOf(raw, 'panel', ['problems', 'preview', 'changes'] as const),
    field: text(raw, 'field'),
    from: text(raw, 'from'),
    title: text(raw, 'title'),
    name: text(raw, 'name'),
  });
}

/** Which API keys are listed, the working ones unless it says otherwise; `new` 1 opens the dialog that makes one. */
export type ApiKeysSearch = { status?: 'expired' | 'revoked' | 'all' | undefined; new?: '1' | undefined };

export function toApiKeysSearch(raw: Raw): ApiKeysSearch {
  return defined({
    status: oneOf(raw, 'status', ['expired', 'revoked', 'all'] as const),
    new: oneOf(raw, 'new', ['1'] as const),
  });
}

/** The device models; `import` 1 opens the dialog that puts a catalogue. */
export type CataloguesSearch = { q?: string | undefined; import?: '1' | undefined };

export function toCataloguesSearch(raw: Raw): CataloguesSearch {
  return defined({ q: text(raw, 'q'), import: oneOf(raw, 'import', ['1'] as const) });
}

/** A device model: which commands are searched for, which version is shown (the newest), and what it is compared with. */
export type CatalogueSearch = Partial<Record<'q' | 'version' | 'with', string | undefined>>;

export function toCatalogueSearch(raw: Raw): CatalogueSearch {
  return defined({ q: text(raw, 'q'), version: text(raw, 'version'), with: text(raw, 'with') });
}

/** The log's view; `from` is a day or a range such as `7d`, `to` a day, `idx` the entry that is open. */
export type LogSearch = Partial<Record<'type' | 'actor' | 'subject' | 'from' | 'to' | 'idx', string | undefined>>;

export function toLogSearch(raw: Raw): LogSearch {
  const names = ['type', 'actor', 'subject', 'from', 'to', 'idx'] as const;
  return defined(Object.fromEntries(names.map((name) => [name, text(raw, name)])));
}

/** Where to go after signing in; only a path of this editor. */
export type SignInSearch = { to?: string | undefined };

export function toSignInSearch(raw: Raw): SignInSearch {
  const to = text(raw, 'to');
  return defined({ to: to !== undefined && /^\/(?![/\\])/.test(to) ? to : undefined });
}
