// How tests look at a refusal of the log's formats: by its problem, never by its words.
import { LogFormatError, type LogFormatProblem } from '../log-format-error.js';

/** The problem of the `LogFormatError` that `act` throws; 'accepted' when it throws none; other errors pass through. */
export function problemOf(act: () => unknown): LogFormatProblem | 'accepted' {
  try {
    act();
    return 'accepted';
  } catch (error) {
    if (error instanceof LogFormatError) return error.problem;
    throw error;
  }
}
