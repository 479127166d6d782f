// The public surface of the package: opening a database, telling its errors apart, and every query by name.
export { type DatabaseOptions, migrate, openDatabase } from './connect.js';
export { DataDirLockedError } from './data-dir-lock.js';
export type { Database, Db } from './database.js';
export { isDatabaseUnavailable, isDenied, isPlaceChanged, isRetryable, isUniqueViolation } from './errors.js';
export type { LogSource } from './log-source.js';
export {
  type ActionRow,
  findActionByCollisionKey,
  findActionByName,
  insertAction,
  similarNames,
} from './queries/actions.js';
export {
  type ApiKeyInput,
  type ApiKeyRow,
  countApiKeys,
  findApiKeyByHash,
  hasKeyFor,
  insertApiKey,
  listApiKeys,
  lockApiKey,
  lockKeysMadeBy,
  type OwnApiKeyRow,
  revokeApiKey,
  touchApiKey,
} from './queries/api-keys.js';
export { type AuditFilter, type AuditQuery, type AuditRow, listAuditEvents } from './queries/audit.js';
export { type CandidateRow, type CandidatesOf, listCandidates } from './queries/candidates.js';
export {
  type CatalogueId,
  type CatalogueInput,
  type CatalogueRow,
  type DeviceDefinitionRow,
  insertCatalogue,
  insertCatalogueCommands,
  listCatalogueCommands,
  listCatalogues,
  listDeviceDefinitions,
  listDevicesUsing,
  listLatestDevices,
  listReleasesUsing,
  listStrayCatalogues,
  lockCatalogues,
} from './queries/catalogues.js';
export {
  type ChannelPlace,
  type ChannelRow,
  deleteChannel,
  findChannelPlaces,
  listChannels,
  upsertChannel,
} from './queries/channels.js';
export {
  type ContractRange,
  findContractRelease,
  findContracts,
  type StoredContract,
} from './queries/contract-base.js';
export { lockCredential } from './queries/credentials.js';
export {
  countDefinitions,
  type DefinitionCursor,
  type DefinitionFilter,
  type DefinitionSort,
  type DefinitionSummaryRow,
  listDefinitions,
} from './queries/definition-list.js';
export {
  clearPendingEdits,
  type DefinitionAct,
  type DefinitionChange,
  type DefinitionInput,
  type DefinitionRow,
  findDefinition,
  insertDefinition,
  insertRevision,
  listPendingEdits,
  lockDefinition,
  moveBaseVersion,
  NOTHING_PENDING,
  type PublishedDefinitionRow,
  purgeDeletedDefinitions,
  restoreDefinition,
  softDeleteDefinition,
  updateDefinition,
} from './queries/definitions.js';
export {
  countPendingRequests,
  decideKeyRequest,
  findKeyRequest,
  findPendingRequests,
  insertKeyRequest,
  type KeyRequestRow,
  listKeyRequests,
} from './queries/key-requests.js';
export {
  findKey,
  findTakenKey,
  insertKey,
  type KeyInput,
  type KeyRow,
  type KeyStatusChange,
  listKeys,
  lockKey,
  setKeyLogIndex,
  setKeyStatus,
  upsertConfiguredKey,
} from './queries/keys.js';
export {
  appendLog,
  appendLogAfter,
  indexAtTime,
  type LogEntryInput,
  type LogWrites,
  listEventsAfter,
  listEventsBySubject,
  listLogEntries,
  logSize,
  type VisibleLogEntry,
} from './queries/log.js';
export {
  type EventRow,
  type LeafRow,
  listAllEvents,
  listCheckpoints,
  listLeaves,
  listNodes,
  listStrayCheckpoints,
  listStrayNodes,
  listSubjectLeaves,
  type NodeRow,
  readSnapshot,
} from './queries/log-audit.js';
export {
  type CheckpointRow,
  findCheckpoint,
  findLastCheckpoint,
  findLogNodes,
  insertCheckpoint,
  listLeafTexts,
  listRestarts,
} from './queries/log-tree.js';
export {
  findMemberships,
  insertMember,
  listMembers,
  lockAdmins,
  lockMember,
  lockPerson,
  type MemberRow,
  type Membership,
  updateMember,
} from './queries/members.js';
export {
  type DeprecationRow,
  deleteDeprecation,
  deleteYank,
  insertYank,
  upsertDeprecation,
  type YankRow,
} from './queries/moderation.js';
export {
  acceptNamespace,
  deleteOffer,
  findOffer,
  listOwnNamespaces,
  listReceivedOffers,
  lockOwnNamespace,
  type NamespaceOfferRow,
  type OwnNamespaceRow,
  upsertOffer,
} from './queries/namespace-offers.js';
export { claimNamespace, findNamespace, type NamespaceRow, setNamespaceLogIndex } from './queries/namespaces.js';
export { findPastVersions } from './queries/past-versions.js';
export {
  type ActionStanding,
  enteredName,
  enterPlace,
  getPublishPlace,
  type LockedPlace,
  lockPlace,
  type PublishPlace,
} from './queries/places.js';
export { countCall, deleteOldCalls } from './queries/rate-limits.js';
export { listOwnerRows, listReleaseRows, listStandingRows, type ReleaseAuditRow } from './queries/row-audit.js';
export {
  type ActionCursor,
  type ActionFilter,
  type ActionSearchRow,
  countActions,
  findAction,
  listActions,
  type SearchCursor,
  type SearchInput,
  searchActions,
  suggestNames,
  updateSearch,
  upsertSearch,
} from './queries/search.js';
export {
  type Credential,
  deleteExpiredSessions,
  findSessionByHash,
  insertSession,
  isCredentialGood,
  revokeSession,
  revokeSessionsLinkedBy,
  revokeSessionsOf,
  type SessionInput,
  type SessionRow,
  takeSignInLink,
} from './queries/sessions.js';
export {
  type FullVersionRow,
  findVersion,
  findVersionStates,
  findVersions,
  insertLaterSignature,
  insertVersion,
  listVersions,
  nearestVersions,
  type ReleaseId,
  type VersionInput,
  type VersionRow,
} from './queries/versions.js';
export {
  enterOperator,
  findWorkspaceBySlug,
  getOwnWorkspace,
  getWorkspaceSlug,
  insertWorkspace,
  listWorkspaceIds,
  renameWorkspace,
  type WorkspaceRow,
} from './queries/workspaces.js';
