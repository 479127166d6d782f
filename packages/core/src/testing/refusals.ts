// How tests look at a refusal: by its code and details, never by its words.
import { type ErrorCode, isRegistryError, type RegistryError } from '@action-registry/schema';

/** The code of the registry error that `act` throws; 'accepted' when it throws none; other errors pass through. */
export function codeOf(act: () => unknown): ErrorCode | 'accepted' {
  try {
    act();
    return 'accepted';
  } catch (error) {
    if (isRegistryError(error)) return error.code;
    throw error;
  }
}

/** The registry error of this code that `act` throws; anything else fails the test. */
export function refusalOf<Code extends ErrorCode>(act: () => unknown, code: Code): RegistryError<Code> {
  try {
    act();
  } catch (error) {
    if (isRegistryError(error) && error.code === code) return error as RegistryError<Code>;
    throw error;
  }
  throw new Error(`expected ${code}, but nothing was thrown`);
}
