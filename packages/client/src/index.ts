// The public surface of the client.
export { parseTrustedKeys } from '@action-registry/core';
export type { AppRouter } from './app-router.js';
export type { AuditFormat, ExportAuditFile } from './audit-export.js';
export type { AuditOptions, AuditProgress, LogAudit } from './audit-log.js';
export type { CheckpointStore } from './checkpoint-store.js';
export { createRegistry, type Inspection, type Registry, type RegistryOptions } from './create-registry.js';
export type { LogOptions } from './judge-release.js';
export type { BundleCache } from './log-files.js';
export type { LogFork } from './log-fork.js';
export { matchesReference } from './reference-match.js';
export { isReleaseExport, parseReleaseExport, type ReleaseExport, toReleaseExport } from './release-export.js';
export type { RegistryClient } from './trpc-client.js';
export type { RegistrySays, VerifiedAction } from './verified-action.js';
export type { WatchOptions } from './watch.js';
