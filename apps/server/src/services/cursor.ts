// Cursors: base64url of JSON that only the list that made it reads back. Anything else is INVALID_CURSOR: a forged one is
// refused here and not by the database.
import { findUnstorable } from '@action-registry/core';
import { type Json, RegistryError, Timestamp } from '@action-registry/schema';
import type { z } from 'zod';
import { isStorableTime } from './storable-time.js';

/** A time in a cursor. */
export const CursorTime = Timestamp.refine(isStorableTime);

/** A position as callers see it; `list` names the list, so that a cursor of another one is refused. */
export function toCursor(list: string, position: Json): string {
  return Buffer.from(JSON.stringify([list, position])).toString('base64url');
}

/** The position in a cursor, undefined without one; throws INVALID_CURSOR. */
export function parseCursor<Position>(
  list: string,
  cursor: string | undefined,
  shape: z.ZodType<Position>,
): Position | undefined {
  if (cursor === undefined) return undefined;
  const parsed = shape.safeParse(readPosition(list, cursor));
  if (parsed.success) return parsed.data;
  throw new RegistryError(
    'INVALID_CURSOR',
    'The cursor is not one that this list returned. Leave it out to begin again.',
    { details: {} },
  );
}

function readPosition(list: string, cursor: string): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value[0] === list && findUnstorable(value) === undefined ? value[1] : undefined;
  } catch {
    return undefined;
  }
}
