// Errors as people read them: what is wrong, where, and the next step, each said once.
import { CLIENT_ERRORS, isRegistryError, type RegistryError } from '@action-registry/schema';
import { UsageError } from './usage-error.js';

const ISSUES_SHOWN = 10;

/** Next steps that the message does not carry, in the words of the command line. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  ACTION_NOT_FOUND: '`actions search` lists what there is.',
  KEY_NOT_FOUND: '`actions keys list` shows them.',
  FORBIDDEN: 'Ask an admin of the workspace, or `actions login` with another key.',
  INTERNAL: 'Try again; tell the registry’s operator the request id if it persists.',
  UNAVAILABLE: 'Try again in a moment.',
  INTEGRITY_MISMATCH: CLIENT_ERRORS.INTEGRITY_MISMATCH.help,
  TIMEOUT: 'Is the registry overloaded, or far away? Try again.',
};

const SILENT =
  '  Is it running? `npm start` starts one. ACTION_REGISTRY_URL, or `actions login --url URL`, names another.';
const STRANGER = '  Check the address: ACTION_REGISTRY_URL, or `actions login --url URL`.';

/** The lines of an error for standard error. */
export function toErrorLines(thrown: unknown): string[] {
  if (thrown instanceof UsageError) return [`✖ ${thrown.message}`];
  if (!isRegistryError(thrown)) return [`✖ ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  const id = thrown.requestId === undefined ? '' : `, request ${thrown.requestId}`;
  return [`✖ ${thrown.message}`, ...toPlaceLines(thrown), `  (${thrown.code}${id})`];
}

/** What stands below an error's first line: where, what was probably meant, what to do. */
export function toPlaceLines(error: RegistryError): string[] {
  return [...toIssueLines(error), ...toSuggestionLines(error), ...toNextLines(error)];
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

/** One issue is mostly what the message says already; several are listed. */
function toIssueLines({ message: headline, details }: RegistryError): string[] {
  if (!('issues' in details)) return [];
  const shown = details.issues.slice(0, ISSUES_SHOWN).filter(({ message }) => !headline.includes(message));
  const more = details.issues.length - ISSUES_SHOWN;
  return [
    ...shown.map(
      ({ path, message, suggestion }) =>
        `  ${path === '' ? '' : `${path}: `}${message}${suggestion === undefined ? '' : ` (did you mean '${suggestion}'?)`}`,
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** The nearest known values, unless the message names them already. */
function toSuggestionLines({ message, details }: RegistryError): string[] {
  const near = 'suggestions' in details ? (details.suggestions ?? []).map(({ value }) => value) : [];
  return near.length === 0 || near.some((value) => message.includes(value))
    ? []
    : [`  Did you mean ${near.join(', ')}?`];
}

function toNextLines({ code, message, details }: RegistryError): string[] {
  if ('command' in details && !message.includes(details.command)) return [`  Run \`${details.command}\`.`];
  if (code === 'UNREACHABLE') return [message.startsWith('No registry') ? SILENT : STRANGER];
  const next = NEXT_STEPS[code];
  return next === undefined ? [] : [`  ${next}`];
}
