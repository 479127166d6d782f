// Errors as people read them: what is wrong, where, and the next step, each said once.
import { AboveContract, CLIENT_ERRORS, isRegistryError, PublishContract, RegistryError } from '@action-registry/schema';
import { toGateLines } from './contract-lines.js';
import { fitInto } from './plain-text.js';
import { UsageError } from './usage-error.js';

/** Problems of one error that are printed; `--json` has all that the registry told. */
const ISSUES_SHOWN = 50;

/** Next steps that the message does not carry, in the words of the command line. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  ACTION_NOT_FOUND: '`actions search` lists what there is.',
  CATALOGUE_NOT_FOUND: '`actions catalogue list` shows those that there are.',
  KEY_NOT_FOUND: '`actions keys list` shows them.',
  FORBIDDEN: 'Ask an admin of the workspace, or `actions login` with another key.',
  UNAVAILABLE: 'Try again in a moment.',
  INTEGRITY_MISMATCH: CLIENT_ERRORS.INTEGRITY_MISMATCH.help,
  TIMEOUT: 'Is the registry overloaded, or far away? ACTIONS_TIMEOUT gives it more seconds.',
};

const SILENT =
  '  Is it running? `npm start` starts one. ACTION_REGISTRY_URL, or `actions login --url URL`, names another.';
const STRANGER = '  Check the address: ACTION_REGISTRY_URL, or `actions login --url URL`.';

/** A registry that says more than this in one line, or in more lines, says nothing that helps. */
const MESSAGE_CHARACTERS_MAX = 2_000;
const MESSAGE_LINES_MAX = 200;
/** How a message that tells the first problems speaks of the rest, which are printed below it. */
const REST = /\s*\d+ more problems? (?:is|are) listed in the details\./;

/** The lines of an error for standard error. */
export function toErrorLines(thrown: unknown): string[] {
  const error = toKnownError(thrown);
  const id = error.requestId === undefined || error.requestId === '' ? '' : `, request ${error.requestId}`;
  const [head, ...rest] = toMessageLines(error);
  return [`✖ ${head}`, ...rest, ...toPlaceLines(error), `  (${error.code}${id})`];
}

/** The message of an error: of a device's commands a small table; elsewhere a line break is a stranger's. */
export function toMessageLines({ code, message, details }: RegistryError): [string, ...string[]] {
  const words = toOwnWords(code, message);
  const text = 'issues' in details ? words.replace(REST, '') : words;
  const lines = code === 'INVALID_COMMAND' ? text.split('\n').slice(0, MESSAGE_LINES_MAX) : [text];
  const [head = '', ...rest] = lines.map((line) => fitInto(line, MESSAGE_CHARACTERS_MAX));
  return [head, ...rest];
}

/** The field of a call, and a next step of any door, in the words of the command line. */
function toOwnWords(code: string, message: string): string {
  if (code === 'INCOMPATIBLE_CHANGE') return message.replace('(accept_unknown)', '(--accept-unknown "REASON")');
  return code === 'ACTION_NOT_FOUND' ? message.replace(' Search lists what there is.', '') : message;
}

/**
 * What was thrown as an error of the catalogue: what the system refuses (a full disk, a forbidden folder) is the caller's to
 * mend, and the rest is a fault of this program.
 */
export function toKnownError(thrown: unknown): RegistryError {
  if (isRegistryError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && 'syscall' in thrown && 'code' in thrown)
    return new UsageError(`The system refuses: ${message}.`, { cause: thrown });
  return new RegistryError('INTERNAL', `A fault of the command line itself: ${message}`, {
    details: {},
    cause: thrown,
  });
}

/** What stands below an error's first line: where, what was probably meant, what to do. */
export function toPlaceLines(error: RegistryError): string[] {
  return [...toIssueLines(error), ...toComparedLines(error), ...toSuggestionLines(error), ...toNextLines(error)];
}

/** What the gate of a registry compared, where its answer has that. */
function toComparedLines({ details }: RegistryError): string[] {
  const base = 'contract' in details ? PublishContract.safeParse(details.contract).data : undefined;
  const above = 'contract_above' in details ? AboveContract.safeParse(details.contract_above).data : undefined;
  return [base, above].flatMap((contract) =>
    contract === undefined ? [] : toGateLines(contract).map((line) => `  ${fitInto(line, MESSAGE_CHARACTERS_MAX)}`),
  );
}

/** The error as --json prints it. */
export function toErrorJson(thrown: unknown): {
  error: { code: string; message: string; details: object; request_id: string };
} {
  const { code, message, details, requestId } = toKnownError(thrown);
  return { error: { code, message, details, request_id: requestId ?? '' } };
}

/** One issue is mostly what the message says already; all others are listed, up to what a person reads. */
function toIssueLines({ message: headline, details }: RegistryError): string[] {
  if (!('issues' in details)) return [];
  const untold = details.issues.filter(({ message }) => !headline.includes(message));
  const room = Math.max(0, ISSUES_SHOWN - (details.issues.length - untold.length));
  const more = untold.length - room;
  return [
    ...untold
      .slice(0, room)
      .map(
        ({ path, message, suggestion }) =>
          `  ${path === '' ? '' : `${path}: `}${message}${suggestion === undefined ? '' : ` (did you mean '${suggestion}'?)`}`,
      ),
    ...(more > 0 ? [`  and ${more} more; --json lists them`] : []),
  ];
}

/** The nearest known values, unless the message names them already. */
function toSuggestionLines({ message, details }: RegistryError): string[] {
  const near = 'suggestions' in details ? (details.suggestions ?? []).map(({ value }) => value) : [];
  return near.length === 0 || near.some((value) => message.includes(value))
    ? []
    : [`  Did you mean ${near.join(', ')}?`];
}

function toNextLines({ code, message, details, requestId }: RegistryError): string[] {
  // A command is repeated only when it was thought of here: nobody runs what a registry dictates.
  if ('command' in details && requestId === undefined && !message.includes(details.command))
    return [`  Run \`${details.command}\`.`];
  if (code === 'INTERNAL' && requestId !== undefined)
    return ['  Try again; tell the registry’s operator the request id if it persists.'];
  if (code === 'UNREACHABLE') return [message.startsWith('No registry') ? SILENT : STRANGER];
  const next = NEXT_STEPS[code];
  return next === undefined ? [] : [`  ${next}`];
}
