// Every size and count limit of the protocol in one place, so that schemas, core, server, docs and tests agree on them.

/** Limits of model.md §10; the unit is in each name. */
export const LIMITS = {
  bodyBytes: 2 * 1024 * 1024,
  documentBytes: 1024 * 1024,
  jsonDepth: 64,
  jsonKeys: 10_000,
  nameCharacters: 64,
  nameSegments: 6,
  versionCharacters: 64,
  titleCharacters: 200,
  descriptionCharacters: 10_000,
  promptCharacters: 200_000,
  commandCharacters: 20_000,
  reasonCharacters: 1_000,
  noteCharacters: 2_000,
  queryCharacters: 200,
  tagCharacters: 64,
  listEntries: 100,
  releasesPerAction: 10_000,
  signaturesPerRelease: 16,
  pageItems: 200,
  pageItemsDefault: 50,
  resolveReferences: 200,
  batchCalls: 20,
  streamsPerCaller: 100,
  leafBytes: 65_535,
} as const;
