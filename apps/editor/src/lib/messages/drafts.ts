// Words of the drafts list.

/** Words of the drafts list. */
export const draftsMessages = {
  title: 'Drafts',
  search: 'Search drafts',
  placeholder: 'Search, or kind:prompt origin:builtin…',
  newAction: 'New action',
  grid: 'Drafts',
  columns: { name: 'Title', state: 'State', author: 'By', updated: 'Updated' },
  facets: { kind: 'Kind', origin: 'Origin' },
  origins: { builtin: 'Built-in', workspace: 'Workspace' },
  sorts: { updated: 'Recently updated', oldest: 'Longest unchanged', title: 'Title', titleDown: 'Title, from Z' },
  builtin: 'Built-in',
  builtinHint: 'Read-only default. Open it to clone it.',
  draft: 'Draft',
  draftOf: (version: string) => `Draft of ${version}`,
  published: (version: string) => `Published ${version}`,
  disabled: 'Disabled',
  unnamed: 'no name yet',
  never: '–',
  signInTitle: 'Sign in to see drafts',
  forbiddenTitle: 'You may not see the drafts of this workspace',
  none: {
    title: (q: string) => (q === '' ? 'No draft fits these filters' : `No draft matches “${q}”`),
    body: 'Take a filter away, or look for something else.',
    clear: 'Clear search and filters',
  },
  stale: (time: string) => `The registry cannot be reached. These are the drafts as of ${time}.`,
} as const;
