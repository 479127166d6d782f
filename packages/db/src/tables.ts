// Every table by its one name; drizzle-kit reads this file to write migrations. Roles, policies, functions and triggers
// are in the hand-written migrations of drizzle/.
export { actionCommands, catalogues } from './tables/catalogues.js';
export { actionDefinitions, definitionRevisions } from './tables/definitions.js';
export { trustedKeys } from './tables/keys.js';
export { logCheckpoints, logEvents, logLeaves, logNodes, logSources } from './tables/log.js';
export { rateLimits } from './tables/rate-limits.js';
export {
  actionDeprecations,
  actions,
  actionVersions,
  actionYanks,
  channels,
  releaseSignatures,
} from './tables/releases.js';
export { actionSearch } from './tables/search.js';
export {
  apiKeys,
  keyRequests,
  namespaceOffers,
  namespaces,
  sessions,
  workspaceMembers,
  workspaces,
} from './tables/workspaces.js';
