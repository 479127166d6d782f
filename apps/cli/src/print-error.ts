// Errors as people read them: one sentence, the code, what is wrong where, and the next step.
import { CLIENT_ERRORS, ERRORS, isRegistryError, isServerErrorCode, type RegistryError } from '@action-registry/schema';
import { UsageError } from './usage-error.js';

const ISSUES_SHOWN = 10;

/** The lines of an error for standard error. */
export function toErrorLines(thrown: unknown): string[] {
  if (thrown instanceof UsageError) return [`✖ ${thrown.message}`];
  if (!isRegistryError(thrown)) return [`✖ ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  const id = thrown.requestId === undefined ? '' : `, request ${thrown.requestId}`;
  return [
    `✖ ${thrown.message}`,
    ...toIssueLines(thrown),
    ...toSuggestionLines(thrown),
    `  ${helpOf(thrown)}`,
    `  (${thrown.code}${id})`,
  ];
}

/** The error as --json prints it. */
export function toErrorJson(thrown: unknown): {
  error: { code: string; message: string; details: object; request_id: string };
} {
  if (!isRegistryError(thrown)) {
    const code = thrown instanceof UsageError ? 'USAGE' : 'INTERNAL';
    return {
      error: { code, message: thrown instanceof Error ? thrown.message : String(thrown), details: {}, request_id: '' },
    };
  }
  return {
    error: { code: thrown.code, message: thrown.message, details: thrown.details, request_id: thrown.requestId ?? '' },
  };
}

function helpOf({ code }: RegistryError): string {
  return isServerErrorCode(code) ? ERRORS[code].help : CLIENT_ERRORS[code].help;
}

function toIssueLines({ details }: RegistryError): string[] {
  if (!('issues' in details)) return [];
  return details.issues
    .slice(0, ISSUES_SHOWN)
    .map(
      ({ path, message, suggestion }) =>
        `  ${path || '/'}: ${message}${suggestion === undefined ? '' : ` (did you mean '${suggestion}'?)`}`,
    );
}

/** The nearest known values, unless the message names them already. */
function toSuggestionLines({ message, details }: RegistryError): string[] {
  const near = 'suggestions' in details ? (details.suggestions ?? []).map(({ value }) => value) : [];
  return near.length === 0 || near.some((value) => message.includes(value))
    ? []
    : [`  Did you mean ${near.join(', ')}?`];
}
