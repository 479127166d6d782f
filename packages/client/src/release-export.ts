// A release that travels without its registry: the signed text, its signatures, and its place in the log under a checkpoint.
// Whoever has the publisher's and the log's keys verifies it without a network.
import { type ReleaseClaim, toInvalidInput } from '@action-registry/core';
import { isJsonObject, type Json, LogEvidence, Release } from '@action-registry/schema';
import type { Inspection } from './create-registry.js';

/** The type of the document that `toReleaseExport` makes. */
const RELEASE_EXPORT_TYPE = 'application/vnd.action-registry.release-export.v1+json';

const Exported = Release.pick({
  name: true,
  version: true,
  document: true,
  hash: true,
  signatures: true,
  log_index: true,
}).extend({ log: LogEvidence });

/** What is exported of a release; `log` has what shows its place in the log. */
export type ReleaseExport = Pick<Release, 'name' | 'version' | 'document' | 'hash' | 'signatures' | 'log_index'> & {
  type: typeof RELEASE_EXPORT_TYPE;
  log: LogEvidence;
};

/** The export of an inspected release; undefined without evidence of its place in the log. */
export function toReleaseExport({ name, version, release, log }: Inspection): ReleaseExport | undefined {
  if (log === undefined) return undefined;
  const { document, hash, signatures, log_index } = release;
  const { checkpoint, inclusion } = log;
  // What the log was held against is this machine's memory and nobody else's.
  return {
    type: RELEASE_EXPORT_TYPE,
    name,
    version,
    document,
    hash,
    signatures,
    log_index,
    log: { checkpoint, inclusion },
  };
}

/** True for a JSON value that says it is an export. */
export function isReleaseExport(value: Json): boolean {
  return isJsonObject(value) && value.type === RELEASE_EXPORT_TYPE;
}

/** The claim that an export makes; throws INVALID_BODY (INVALID_NAME, INVALID_VERSION) for one of another shape. Nothing is verified. */
export function parseReleaseExport(value: Json): ReleaseClaim {
  const { data, error } = Exported.safeParse(value);
  if (error !== undefined) throw toInvalidInput(error, value);
  const { hash, ...claim } = data;
  return { ...claim, claimedHash: hash };
}
