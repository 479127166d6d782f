// Column types whose values must look the same from PGlite and postgres.js, which parse times and bytes differently.
import { bigint, customType } from 'drizzle-orm/pg-core';

/** A count, an id or a log index: a 64-bit integer in the database, a safe integer here. */
export const int64 = () => bigint({ mode: 'number' });

/** An instant as ISO 8601 UTC text with milliseconds, the precision in which it is stored too. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** Bytes. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value),
});

/** Text compared byte by byte, so that its order is the same under every locale. */
export const bytewiseText = customType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });

/** Lexemes for full-text search; always generated, never written. */
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });
