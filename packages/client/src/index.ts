// The public surface of the client.
export { parseTrustedKeys } from '@action-registry/core';
export type { AppRouter } from './app-router.js';
export { createRegistry, type Inspection, type Registry, type RegistryOptions } from './create-registry.js';
export { matchesReference } from './reference-match.js';
export type { RegistryClient } from './trpc-client.js';
export type { RegistrySays, VerifiedAction } from './verified-action.js';
export type { WatchOptions } from './watch.js';
