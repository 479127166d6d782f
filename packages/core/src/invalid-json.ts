// The catalogue's error for a text that the strict reader refuses, the same wherever such a text is read.
import { RegistryError } from '@action-registry/schema';
import type { StrictJsonError } from './strict-json-error.js';

/** INVALID_JSON for a text; `subject` begins the sentence, such as "The document". */
export function toInvalidJson(error: StrictJsonError, subject: string): RegistryError<'INVALID_JSON'> {
  const { reason, pointer, offset } = error;
  const place = pointer === '' ? `at character ${offset}` : `at ${pointer} (character ${offset})`;
  return new RegistryError(
    'INVALID_JSON',
    `${subject} is not JSON that can be signed without loss: ${reason} ${place}.`,
    {
      details: { reason, pointer, offset },
      cause: error,
    },
  );
}
