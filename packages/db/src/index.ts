// The public surface of the package: opening a database, telling its errors apart, and every query by name.
export { type DatabaseOptions, migrate, openDatabase } from './connect.js';
export { DataDirLockedError } from './data-dir-lock.js';
export type { Database, Db } from './database.js';
export { isDatabaseUnavailable, isRetryable, isUniqueViolation } from './errors.js';
export {
  type ActionRow,
  countVersions,
  findActionByCollisionKey,
  findActionByName,
  insertAction,
  lockAction,
  similarNames,
} from './queries/actions.js';
export {
  type ApiKeyInput,
  type ApiKeyRow,
  countApiKeys,
  findApiKeyByHash,
  insertApiKey,
  touchApiKey,
} from './queries/api-keys.js';
export {
  type ChannelRow,
  deleteChannel,
  findChannel,
  listChannels,
  lockChannel,
  upsertChannel,
} from './queries/channels.js';
export {
  countDefinitions,
  type DefinitionCursor,
  type DefinitionFilter,
  type DefinitionSort,
  type DefinitionSummaryRow,
  listDefinitions,
} from './queries/definition-list.js';
export {
  clearPendingEdit,
  type DefinitionAct,
  type DefinitionChange,
  type DefinitionInput,
  type DefinitionRow,
  findDefinition,
  insertDefinition,
  insertRevision,
  listPendingEdits,
  moveBaseVersion,
  type PublishedDefinitionRow,
  purgeDeletedDefinitions,
  restoreDefinition,
  softDeleteDefinition,
  updateDefinition,
} from './queries/definitions.js';
export {
  findKey,
  insertKey,
  type KeyInput,
  type KeyRow,
  type KeyStatusChange,
  listKeys,
  lockKey,
  setKeyStatus,
  upsertConfiguredKey,
} from './queries/keys.js';
export {
  appendLog,
  indexAtTime,
  type LogEntryInput,
  lastEventsOfSubjects,
  listEventsAfter,
  listEventsBySubject,
  listLogEntries,
  logSize,
  type VisibleLogEntry,
} from './queries/log.js';
export {
  type DeprecationRow,
  deleteDeprecation,
  deleteYank,
  insertYank,
  upsertDeprecation,
  type YankRow,
} from './queries/moderation.js';
export { claimNamespace, findNamespace, type NamespaceRow, setNamespaceLogIndex } from './queries/namespaces.js';
export { countCall, deleteOldCalls } from './queries/rate-limits.js';
export {
  type ActionCursor,
  type ActionFilter,
  type ActionSearchRow,
  countActions,
  findAction,
  listActions,
  refreshSearchChannels,
  type SearchCursor,
  type SearchInput,
  searchActions,
  suggestNames,
  upsertSearch,
} from './queries/search.js';
export {
  deleteExpiredSessions,
  findSessionByHash,
  insertSession,
  revokeSession,
  type SessionRow,
  takeSignInLink,
} from './queries/sessions.js';
export {
  type FullVersionRow,
  findVersion,
  findVersions,
  insertVersion,
  listVersionKeys,
  listVersions,
  nearestVersions,
  type VersionInput,
  type VersionRow,
} from './queries/versions.js';
export {
  enterOperator,
  findWorkspaceBySlug,
  getWorkspaceSlug,
  insertWorkspace,
  listWorkspaceIds,
  type WorkspaceRow,
} from './queries/workspaces.js';
