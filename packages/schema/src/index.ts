// The public surface of the package: every schema, type and code by name.

export {
  Action,
  ActionFacets,
  ActionItem,
  ActionPage,
  ActionState,
  GetAction,
  ListActions,
  SearchActions,
  VersionState,
} from './action.js';
export {
  API_KEY_DAYS_DEFAULT,
  ApiKey,
  ApiKeyPage,
  ApiKeyStatus,
  CreateApiKey,
  CreatedApiKey,
  ListApiKeys,
  RevokeApiKey,
} from './api-key.js';
export { AuditEvent, AuditPage, AuditSource, ExportAudit, ListAudit } from './audit.js';
export {
  AvailableCommands,
  Catalogue,
  CatalogueCommand,
  CatalogueContent,
  CatalogueOrigin,
  CataloguePage,
  CatalogueSummary,
  CatalogueUses,
  CheckCommands,
  CommandName,
  CommandVerdict,
  ComposedCommand,
  DeviceModel,
  GetCatalogue,
  LineVerdict,
  ListCatalogues,
  ListCatalogueUses,
  PutCatalogue,
  PutCatalogueResult,
  RefusedDevice,
  Risk,
} from './catalogue.js';
export {
  Channel,
  ChannelMove,
  ChannelMovePage,
  ListChannelMoves,
  ListChannels,
  MoveChannel,
  MovedChannel,
} from './channel.js';
export {
  AboveContract,
  ChangeSide,
  CompareReleases,
  ComparisonPolicy,
  ComparisonVerdict,
  CompatCallers,
  CompatPolicy,
  CompatRules,
  ContainmentAnswer,
  ContractChange,
  ContractComparison,
  DangerousFinding,
  PublishContract,
  RecordedGate,
  ReleaseComparison,
  SideComparison,
  VersionBump,
} from './comparison.js';
export {
  BUILTIN_ID_START,
  CloneDefinition,
  CreateDefinition,
  Definition,
  DefinitionDocument,
  DefinitionFacets,
  DefinitionId,
  DefinitionPage,
  DefinitionSummary,
  ListDefinitions,
  Origin,
  SavedDefinition,
  UpdateDefinition,
} from './definition.js';
export { ContractFields, Description, Example, ReleaseDocument, Title } from './document.js';
export {
  CLIENT_ERRORS,
  type ClientErrorCode,
  ERRORS,
  type ErrorCode,
  type ErrorDetails,
  type ErrorStatus,
  Issue,
  RESOLVE_FAILURE_CODES,
  type ServerErrorCode,
  Suggestion,
  WireError,
} from './errors.js';
export { isJsonObject, type Json, type JsonObject, JsonRecord, JsonValue } from './json.js';
export {
  AddKey,
  Jwk,
  KeyId,
  KeyRole,
  KeyState,
  PublicKey,
  RevokeKey,
  Scope,
  SignatureText,
  TrustedKey,
  TrustedKeyEntry,
  TrustedKeyFile,
} from './key.js';
export {
  DecideKeyRequest,
  KeyRequest,
  KeyRequestPage,
  KeyRequestStatus,
  ListKeyRequests,
  RequestKey,
} from './key-request.js';
export {
  ActionSet,
  Binding,
  CommandSpec,
  DeviceSpec,
  DeviceStep,
  Kind,
  PromptSpec,
  Reasoning,
  Shell,
  SPEC_BY_KIND,
  TIMEOUT_BOUNDS,
  ToolSpec,
} from './kinds.js';
export { LIMITS } from './limits.js';
export {
  ConsistencyProof,
  EventType,
  ForkEvidence,
  GetConsistency,
  GetInclusion,
  InclusionProof,
  ListLogEntries,
  LogCheckpoint,
  LogConsistency,
  LogEntry,
  LogEntryPage,
  LogEvent,
  LogEvidence,
  LogHash,
  LogInclusion,
  PRIVATE_EVENT_TYPES,
  PrivateEventType,
  PUBLIC_EVENT_TYPES,
  PublicEventType,
  StreamEvents,
} from './log.js';
export { LogLeaf } from './log-leaf.js';
export { ListMembers, Member, MemberPage, MemberSubject, PutMember, RemoveMember } from './member.js';
export { Annotations, Metadata } from './metadata.js';
export { ActionName, ChannelName, Digest, Namespace, Reference, Timestamp, Version } from './names.js';
export { Cursor, PageInput, pageOf } from './page.js';
export { Permission, ROLE_PERMISSIONS, Role } from './permission.js';
export { isErrorCode, isRegistryError, isServerErrorCode, RegistryError, statusOf } from './registry-error.js';
export {
  DeprecateRelease,
  GetRelease,
  ModeratedRelease,
  PublishedRelease,
  PublishRelease,
  Release,
  ReleaseRef,
  ReleaseSignature,
  ReleaseState,
  ReleaseVerdict,
  ResignRelease,
  ResolvedReference,
  ResolveReferences,
  ResolveResults,
  Severity,
  SignatureInput,
  UnresolvedReference,
  YankRelease,
} from './release.js';
export { Caller, CreateLink, Session, SignIn, SignInLink, SwitchWorkspace } from './session.js';
export { Health, SystemInfo } from './system.js';
export { Check, VERIFY_ERRORS, Verification, VerifyCode } from './verification.js';
export { Warning, WarningCode } from './warning.js';
export {
  AnswerTransfer,
  CreatedWorkspace,
  CreateWorkspace,
  CurrentWorkspace,
  ListNamespaces,
  NamespaceOffer,
  NamespaceOwner,
  NamespacePage,
  OwnedNamespace,
  TransferNamespace,
  UpdateWorkspace,
  Workspace,
  WorkspaceChoice,
  WorkspaceSlug,
} from './workspace.js';
