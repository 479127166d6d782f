// Names, versions, channels and references: the words by which people and programs point at actions (model.md §1).
import { z } from 'zod';
import { LIMITS } from './limits.js';

const SEGMENT = '[a-z][a-z0-9]*(?:_[a-z0-9]+)*';
const NAME = new RegExp(`^${SEGMENT}(?:\\.${SEGMENT}){0,${LIMITS.nameSegments - 1}}$`);
const NUMBER = '(?:0|[1-9]\\d{0,15})';
const IDENTIFIER = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?$`);

/** The first segment of an action name; it belongs to one workspace. */
export const Namespace = z
  .string()
  .max(LIMITS.nameCharacters)
  .regex(
    new RegExp(`^${SEGMENT}$`),
    'must be lower-case letters, digits and single underscores, starting with a letter',
  );
export type Namespace = z.infer<typeof Namespace>;

/**
 * Dotted lower-case segments such as `files.move`: at most 6, and length plus number of dots at most 64, so that the
 * model name (`.` written as `__`) fits every vendor's limit without loss.
 */
export const ActionName = z
  .string()
  .regex(NAME, 'must be 1 to 6 dotted segments of lower-case letters, digits and single underscores, like files.move')
  .refine(
    (name) => name.length + (name.split('.').length - 1) <= LIMITS.nameCharacters,
    `must be at most ${LIMITS.nameCharacters} characters, each dot counting twice`,
  );
export type ActionName = z.infer<typeof ActionName>;

/** SemVer 2.0.0 without build metadata, at most 64 characters, every number a safe integer. */
export const Version = z
  .string()
  .max(LIMITS.versionCharacters)
  .regex(VERSION, 'must be a full SemVer version without build metadata, like 1.2.0 or 2.0.0-rc.1')
  .refine(hasSafeNumbers, 'every number of a version must be below 2^53');
export type Version = z.infer<typeof Version>;

/** A named pointer of an action to one of its releases, such as `latest` or `production`. */
export const ChannelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be 1 to 32 lower-case letters, digits and hyphens, starting with a letter')
  .refine((name) => !/^(?:[xv]?[\dx]*|v+[\dx]+)$/.test(name), 'must not read as a version range');
export type ChannelName = z.infer<typeof ChannelName>;

/** `name`, `name@1.2.0`, `name@^1.2` or `name@channel`; parsed by core's `parseReference`. */
export const Reference = z.string().min(1).max(200);
export type Reference = z.infer<typeof Reference>;

/** `sha256:` and 64 lower-case hex digits. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 lower-case hex digits');
export type Digest = z.infer<typeof Digest>;

/** An ISO 8601 time in UTC, such as `2026-11-01T00:00:00Z`. */
export const Timestamp = z.iso.datetime({ message: 'must be an ISO 8601 time in UTC, like 2026-11-01T00:00:00Z' });
export type Timestamp = z.infer<typeof Timestamp>;

function hasSafeNumbers(version: string): boolean {
  return version.split(/[.-]/).every((part) => !/^\d+$/.test(part) || Number.isSafeInteger(Number(part)));
}
