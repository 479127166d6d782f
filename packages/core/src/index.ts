// The public surface of the package, sorted by file.

export { publicKeyOf, signMessage, verifySignature } from '#ed25519';
export { sha256 } from '#sha256';
export {
  collisionKey,
  fromModelName,
  isActionName,
  isReservedNamespace,
  isSimilarName,
  namespaceOf,
  parseActionName,
  toLawfulName,
  toModelName,
} from './action-name.js';
export { type KeyAddition, keyAddStatement, signKeyAdd, verifyKeyAdd } from './admin-statement.js';
export { assertPublishable, type PublishClaim } from './assert-publishable.js';
export { parseBase64, parseBase64Url, parseWireBase64, toBase64, toBase64Url, toWireBase64 } from './base64.js';
export { type Builtin, builtinsFor } from './builtins.js';
export { canonicalize, isCanonical, NotCanonicalError, parseCanonical } from './canonical-json.js';
export { BUILTIN_CATALOGUES } from './catalogue/builtin-catalogues.js';
export { toCatalogueContent } from './catalogue/catalogue-content.js';
export {
  assertCatalogue,
  type Catalogues,
  type CommandCatalogue,
  composeCatalogue,
  createCatalogues,
  type KnownCommand,
  modelsToFetch,
  toCatalogues,
} from './catalogue/catalogues.js';
export {
  assertDevice,
  type CommandCheck,
  type CommandCheckOptions,
  checkCommands,
  checkDeviceSpec,
} from './catalogue/check-commands.js';
export { checkLine, checkLineParams } from './catalogue/check-line.js';
export {
  type Checkpoint,
  type CheckpointProblem,
  type CheckpointRelation,
  type CheckpointVerdict,
  compareCheckpoints,
  formatCheckpoint,
  isConsistent,
  type LogIdentity,
  parseCheckpoint,
  signCheckpoint,
  timeCheckpoint,
  verifyCheckpoint,
} from './checkpoint.js';
export { addedNames, addsProperties } from './compat/added-properties.js';
export { type CompareOptions, compareContracts, findQuickComparison } from './compat/compare-contracts.js';
export { compareBelow, compareInLine } from './compat/compare-line.js';
export {
  aboveRange,
  type BaseRange,
  baseRange,
  EARLIER_MAX,
  findContractAbove,
  findContractBase,
  findContractLine,
  isStepEnough,
  leadsBeyond,
} from './compat/contract-base.js';
export type { ContractDocument } from './compat/document-changes.js';
export type { Judge, JudgeMaker } from './compat/judge.js';
export { judgeStep, toComparisonPolicy } from './compat/judge-step.js';
export {
  type Containment,
  type ContainmentOptions,
  type ContainmentVerdict,
  proveContainment,
} from './compat/prove-containment.js';
export { leastVersion } from './compat/version-bump.js';
export { type Content, checkContent, toJson } from './content-warnings.js';
export { digestOf } from './digest.js';
export {
  importPublicKey,
  PUBLIC_KEY_BYTES,
  PublicKeyError,
  type PublicKeyProblem,
  publicKeyBytes,
  type VerifyingKey,
} from './ed25519-key.js';
export { SIGNATURE_BYTES } from './ed25519-signature.js';
export { EncodingError } from './encoding-error.js';
export { encodeEntryBundle, parseEntryBundle } from './entry-bundle.js';
export { PAYLOAD_TYPES, pae, type ReleaseFacts, releaseSigningBytes, releaseStatement } from './envelope.js';
export {
  checkForkEvidence,
  createForkEvidence,
  evidenceKeys,
  type ForkClaim,
  type ForkVerdict,
  parseForkEvidence,
} from './fork-evidence.js';
export { parseHex, toHex } from './hex.js';
export { checkHiddenCharacters, findHiddenCharacters, type HiddenCharacter } from './hidden-characters.js';
export { type InvalidInputCode, type InvalidInputOptions, type SchemaError, toInvalidInput } from './invalid-input.js';
export { toInvalidJson } from './invalid-json.js';
export { SchemaBudgetError } from './json-schema-budget.js';
export {
  assertSchemaRules,
  type DocumentSchemas,
  findSchemaIssues,
  findUnusualPropertyNames,
  type SchemaSide,
} from './json-schema-rules.js';
export { compileSchema, type ValueCheck } from './json-schema-validator.js';
export { type SchemaPlace, walkSchema } from './json-schema-walk.js';
export {
  hasRoot,
  type KeyRevocation,
  keyRevokeStatement,
  type RevocationProblem,
  type RevocationVerdict,
  signKeyRevoke,
  verifyKeyRevoke,
} from './key-revocation.js';
export { checkFreshness } from './log-checks.js';
export {
  checkCommitment,
  type PrivateEvent,
  privateCommitment,
  privateLeafText,
  SALT_BYTES,
} from './log-commitment.js';
export {
  compareWithLog,
  type LogDifference,
  type RegistryRows,
} from './log-comparison.js';
export { findLogKeys, type LogPolicy } from './log-findings.js';
export { LogFormatError, type LogFormatProblem } from './log-format-error.js';
export { emptyRoot, LOG_HASH_BYTES, leafHash, nodeHash } from './log-hash.js';
export { type LeafSignature, type PublicLeaf, publicLeafText } from './log-leaf.js';
export {
  appendLeaves,
  buildConsistencyProof,
  buildInclusionProof,
  buildRoot,
  consistencyProofNodes,
  edgeRoot,
  growEdge,
  type HashedLogNode,
  inclusionProofNodes,
  type LogAppend,
  type LogNode,
  type ReadLogNodes,
  rootNodes,
} from './log-node.js';
export {
  applyLogEntries,
  applyLogFacts,
  type CatalogueLogState,
  type ChannelLogState,
  createLogState,
  type KeyLogState,
  type LogState,
  type ReleaseLogState,
  type ReplayEntry,
  type ReplayProblem,
} from './log-replay.js';
export { type ConsistencyClaim, type InclusionClaim, verifyConsistency, verifyInclusion } from './merkle-proof.js';
export { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';
export { type NormalMetadata, normaliseMetadata } from './normalise-metadata.js';
export { type NormalSpec, normaliseSpec, type SpecDefaults } from './normalise-spec.js';
export {
  formatSignerKey,
  formatVerifierKey,
  isNoteKeyName,
  type NoteSignatureType,
  type NoteSigner,
  type NoteVerifier,
  noteKeyId,
  parseSignerKey,
  parseVerifierKey,
  toNoteSigner,
  toNoteVerifier,
  verifierOf,
} from './note-key.js';
export { toOwnMetadata } from './own-metadata.js';
export {
  checkPromptVariables,
  findPromptVariables,
  type PromptPart,
  type PromptVariable,
  renderPrompt,
  renderPromptParts,
} from './prompt-variables.js';
export { type ParsedReference, parseReference, parseSelector, type Selector, toReference } from './reference.js';
export {
  type Candidate,
  type Choices,
  highestStable,
  nearestVersions,
  type Resolution,
  resolveSelector,
  toResolutionError,
} from './resolve-selector.js';
export { signRelease } from './sign-release.js';
export {
  createNoteSignature,
  formatNote,
  NOTE_LIMITS,
  type NoteSignature,
  type NoteVerdict,
  parseNote,
  type SignedNote,
  signNote,
  verifyNote,
} from './signed-note.js';
export { assertStorable, findUnstorable, type Unstorable, type UnstorableReason } from './storable.js';
export { type StrictJsonLimits, strictRead } from './strict-json.js';
export { StrictJsonError, type StrictJsonReason } from './strict-json-error.js';
export { suggest } from './suggest.js';
export { type Ed25519Jwk, thumbprintOf, toJwk } from './thumbprint.js';
export {
  formatTlogProof,
  parseTlogProof,
  type TlogProof,
  type TlogProofVerdict,
  verifyTlogProof,
} from './tlog-proof.js';
export {
  consistencyTiles,
  createTileNodeReader,
  encodeTile,
  formatTilePath,
  hashTile,
  inclusionTiles,
  parseTile,
  parseTilePath,
  type ReadTile,
  TILE_WIDTH,
  type Tile,
  type TilePath,
  tileNodes,
  tileOf,
  tileWidth,
} from './tlog-tile.js';
export { toTrustError } from './trust-error.js';
export {
  createTrust,
  isTrustConfigured,
  type KeyValidity,
  keyState,
  parseTrustedKeys,
  scopeCovers,
  type Trust,
  type TrustedKeyInput,
  type TrustKey,
} from './trusted-keys.js';
export {
  checkDocument,
  type DocumentRules,
  documentOf,
  type ParsedDocument,
  parseContent,
  parseDocument,
} from './validate-document.js';
export {
  type ClaimedSignature,
  findVouchingKeys,
  type ReleaseClaim,
  type VerifyOptions,
  verifyRelease,
} from './verify-release.js';
export {
  compareVersions,
  isPrerelease,
  isVersion,
  type ParsedVersion,
  parseVersion,
  sameMajor,
  versionSortKey,
} from './version.js';
export { assertCwdInside } from './working-directory.js';
