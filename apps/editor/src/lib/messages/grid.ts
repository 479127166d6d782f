// Words of lists.

/** Words of lists. */
export const gridMessages = {
  select: (name: string) => `Select ${name}`,
  selected: (count: number) => `${count} selected`,
  clearSelection: 'Clear the selection',
  selectColumn: 'Selected',
  results: (count: string) => `${count} found`,
  sort: 'Sort',
  filters: 'Filters in use',
  clearFilters: 'Clear all',
  search: 'Search',
  suggestions: 'Suggestions',
  badValue: (operator: string, values: readonly string[]) => `${operator}: takes ${values.join(', ')}.`,
  any: 'Any',
  noValues: 'Nothing to filter by',
} as const;
