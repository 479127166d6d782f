// The catalogue's error for a text that the strict reader refuses, the same wherever such a text is read.
import { RegistryError } from '@action-registry/schema';
import type { StrictJsonError, StrictJsonReason } from './strict-json-error.js';

/** `{limit}` stands for the limit that was passed. */
const WORDS: Readonly<Record<StrictJsonReason, string>> = {
  duplicate_key: 'a key stands there for the second time',
  lone_surrogate: 'half of a character (a lone surrogate) stands there',
  lossy_number: 'a number has more digits than a double keeps; write it as a string',
  number_overflow: 'a number is too large for a double; write it as a string',
  bom: 'it begins with a byte order mark; save it without',
  trailing: 'something follows after its end',
  invalid_utf8: 'its bytes are not UTF-8',
  syntax: 'it is not JSON',
  too_deep: 'it is nested deeper than {limit} levels',
  too_many_keys: 'it has more than {limit} keys',
  too_large: 'it is larger than {limit} bytes',
};
/** Longer pointers are told in the details alone. */
const POINTER_CHARACTERS_MAX = 100;

/** INVALID_JSON for a text; `subject` begins the sentence, such as "The document". */
export function toInvalidJson(error: StrictJsonError, subject: string): RegistryError<'INVALID_JSON'> {
  const { reason, pointer, offset, limit = 0 } = error;
  const words = WORDS[reason].replace('{limit}', limit.toLocaleString('en-US'));
  const at = pointer === '' || pointer.length > POINTER_CHARACTERS_MAX ? '' : ` at ${pointer}`;
  return new RegistryError(
    'INVALID_JSON',
    `${subject} cannot be read without loss: ${words}${at} (character ${offset}).`,
    {
      details: { reason, pointer, offset },
      cause: error,
    },
  );
}
