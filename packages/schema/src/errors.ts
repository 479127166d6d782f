// The one error catalogue: every code with its HTTP status, meaning, next step and details. HTTP, tRPC, CLI exit codes,
// editor sentences and docs/errors.md derive from it. Codes are promises: they are added, never renamed or removed.
import { z } from 'zod';

/** One thing that is wrong at one place; `path` is an RFC 6901 JSON pointer into what was sent. */
export const Issue = z.object({
  path: z.string(),
  message: z.string(),
  rule: z.string().optional(),
  suggestion: z.string().optional(),
});
export type Issue = z.infer<typeof Issue>;

/** A known value near the one that was given; `distance` is in edits. */
export const Suggestion = z.object({ value: z.string(), distance: z.int().nonnegative() });
export type Suggestion = z.infer<typeof Suggestion>;

const suggestions = z.array(Suggestion).optional();
const Invalid = z.object({
  issues: z.array(Issue),
  suggestions,
  limit: z.int().optional(),
  actual: z.int().optional(),
});
const JsonProblem = z.object({ reason: z.string(), pointer: z.string(), offset: z.int() });
const KeyProblem = z.object({
  kid: z.string(),
  name: z.string().optional(),
  reason: z.string(),
  scope: z.array(z.string()).optional(),
});
const Retry = z.object({ retry_after_s: z.number() });
const Nothing = z.object({});

/** HTTP statuses that refusals use. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;

type Entry = { status: ErrorStatus; title: string; help: string; details: z.ZodObject };

/** Errors the registry answers. */
export const ERRORS = {
  INVALID_JSON: {
    status: 400,
    title: 'The text is not JSON that can be signed without loss.',
    help: 'Mend the text at the place that `pointer` and `offset` (in UTF-16 units) name; write numbers that lose digits as strings.',
    details: JsonProblem,
  },
  INVALID_BODY: {
    status: 400,
    title: 'The input does not have the shape of this call.',
    help: 'Each issue names a place and what it must be.',
    details: Invalid,
  },
  INVALID_TITLE: {
    status: 400,
    title: 'The title is missing, blank or too long.',
    help: 'Give 1 to 200 characters.',
    details: Invalid,
  },
  INVALID_KIND: {
    status: 400,
    title: 'The kind is unknown, or it was to be changed.',
    help: 'Use prompt, command, tool or device; a definition keeps its kind.',
    details: Invalid,
  },
  INVALID_SPEC: {
    status: 400,
    title: 'The spec does not fit its kind.',
    help: 'Each issue names a field of the spec.',
    details: Invalid,
  },
  INVALID_PROMPT: {
    status: 400,
    title: 'The prompt is missing, empty or too long.',
    help: 'Give 1 to 200,000 characters. Nothing is cut.',
    details: Invalid,
  },
  INVALID_CMD: {
    status: 400,
    title: 'The command is missing, empty or too long.',
    help: 'Give 1 to 20,000 characters. Nothing is cut.',
    details: Invalid,
  },
  INVALID_CWD: {
    status: 400,
    title: 'The working directory is not a path.',
    help: 'Give a relative path below the action root, such as "." or "tools".',
    details: Invalid,
  },
  CWD_OUTSIDE_ROOT: {
    status: 400,
    title: 'The working directory leaves the action root.',
    help: 'Give a relative path without "..", and no link that leaves the root.',
    details: z.object({ cwd: z.string(), reason: z.enum(['absolute', 'traversal', 'symlink']) }),
  },
  INVALID_NAME: {
    status: 400,
    title: 'The name is not a lawful action, channel or key name.',
    help: 'Action names are dotted lower-case segments such as files.move.',
    details: Invalid,
  },
  INVALID_VERSION: {
    status: 400,
    title: 'The version is not a full SemVer version.',
    help: 'Give major.minor.patch without build metadata, such as 1.0.0 or 2.0.0-rc.1.',
    details: Invalid,
  },
  INVALID_SCHEMA: {
    status: 400,
    title: 'A JSON Schema breaks a rule.',
    help: 'Each issue names the place, the rule and, where one is near, what was probably meant.',
    details: Invalid,
  },
  INVALID_COMMAND: {
    status: 400,
    title: 'A device command is unknown to its catalogue, or its parameters are wrong.',
    help: 'Each issue names the step; `available` lists the commands by category.',
    details: Invalid.extend({ available: z.record(z.string(), z.array(z.string())).optional() }),
  },
  INVALID_CATALOGUE: {
    status: 400,
    title: 'A catalogue breaks a rule, or cannot be composed with what it extends.',
    help: 'Each issue names the command and what is wrong with it.',
    details: Invalid,
  },
  INVALID_CURSOR: {
    status: 400,
    title: 'The cursor is not one that this list returned.',
    help: 'Leave the cursor out to begin again.',
    details: Nothing,
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'The call needs an API key, or the given one does not work.',
    help: 'Send Authorization: Bearer KEY or X-API-Key. `actions login` stores one.',
    details: z.object({
      reason: z.enum(['missing', 'malformed', 'unknown', 'expired', 'revoked', 'no_member', 'choose_workspace']),
      workspaces: z.array(z.string()).optional(),
    }),
  },
  FORBIDDEN: {
    status: 403,
    title: 'The caller lacks the permission that the call needs.',
    help: 'Ask an admin of the workspace for the permission named in `permission`.',
    details: z.object({
      permission: z.string(),
      name: z.string().optional(),
      name_globs: z.array(z.string()).optional(),
    }),
  },
  CROSS_SITE_REQUEST: {
    status: 403,
    title: 'A signed-in browser sent the request from a page that is not this registry’s.',
    help: 'Send changes from the registry’s own pages, or with an API key; behind a proxy, set PUBLIC_URL.',
    details: z.object({ origin: z.string().nullable() }),
  },
  READONLY: {
    status: 403,
    title: 'Built-in actions are read-only.',
    help: 'Clone the built-in and edit the clone.',
    details: z.object({ id: z.int() }),
  },
  NAMESPACE_FORBIDDEN: {
    status: 403,
    title: 'The namespace is reserved or belongs to another workspace.',
    help: 'Publish under a namespace of your own: the first publish claims a free one.',
    details: z.object({ namespace: z.string(), reason: z.enum(['reserved', 'owned']) }),
  },
  APPROVAL_REQUIRED: {
    status: 403,
    title: 'The action needs an approval before it may run.',
    help: 'Request one and run again when it was granted.',
    details: z.object({ name: z.string(), version: z.string() }),
  },
  DEFINITION_NOT_FOUND: {
    status: 404,
    title: 'There is no such definition in this workspace.',
    help: 'List the definitions; a deleted one can be restored for 30 days.',
    details: z.object({ id: z.int() }),
  },
  ACTION_NOT_FOUND: {
    status: 404,
    title: 'No action of that name was published.',
    help: 'See `suggestions`, or search.',
    details: z.object({ name: z.string(), suggestions }),
  },
  VERSION_NOT_FOUND: {
    status: 404,
    title: 'The action has no such version or channel.',
    help: 'See `suggestions` for the nearest versions.',
    details: z.object({ name: z.string(), version: z.string(), suggestions }),
  },
  NO_MATCHING_VERSION: {
    status: 404,
    title: 'No version of the action satisfies the range.',
    help: 'Widen the range; yanked versions and pre-releases do not count unless asked for.',
    details: z.object({ name: z.string(), range: z.string(), available: z.array(z.string()) }),
  },
  KEY_NOT_FOUND: {
    status: 404,
    title: 'There is no trusted key of that id.',
    help: 'List the keys; see `suggestions`.',
    details: z.object({ kid: z.string(), suggestions }),
  },
  CATALOGUE_NOT_FOUND: {
    status: 404,
    title: 'There is no catalogue for that device model.',
    help: 'List the catalogues; see `suggestions`.',
    details: z.object({ device_model: z.string(), suggestions }),
  },
  EXECUTION_NOT_FOUND: {
    status: 404,
    title: 'There is no such execution in this workspace.',
    help: 'List the executions.',
    details: z.object({ id: z.string() }),
  },
  API_KEY_NOT_FOUND: {
    status: 404,
    title: 'There is no such API key in this workspace.',
    help: 'List the API keys.',
    details: z.object({ id: z.int() }),
  },
  MEMBER_NOT_FOUND: {
    status: 404,
    title: 'There is no such member in this workspace.',
    help: 'List the members.',
    details: z.object({ id: z.int() }),
  },
  KEY_REQUEST_NOT_FOUND: {
    status: 404,
    title: 'There is no such request to trust a key in this workspace, or it was answered.',
    help: 'List the requests that are pending.',
    details: z.object({ id: z.int() }),
  },
  NAMESPACE_NOT_FOUND: {
    status: 404,
    title: 'The workspace neither owns the namespace nor was it offered it.',
    help: 'List the namespaces and offers of the workspace.',
    details: z.object({ namespace: z.string() }),
  },
  WORKSPACE_NOT_FOUND: {
    status: 404,
    title: 'The caller is not in that workspace, or there is none.',
    help: 'See `workspaces.current` for those to choose from.',
    details: z.object({ workspace: z.string() }),
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    title: 'There is no such route or procedure.',
    help: 'See `suggestions`, or docs/api.md.',
    details: z.object({ method: z.string(), path: z.string(), suggestions }),
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The route does not answer this method.',
    help: 'Use a method of `allowed`.',
    details: z.object({ method: z.string(), path: z.string(), allowed: z.array(z.string()) }),
  },
  REVISION_CONFLICT: {
    status: 409,
    title: 'Somebody else changed this first.',
    help: 'Look at `current`, merge, and send again with its revision.',
    details: z.object({
      expected: z.union([z.string(), z.number()]).nullable(),
      actual: z.union([z.string(), z.number()]).nullable(),
      changed_by: z.string().optional(),
      current: z.unknown().optional(),
    }),
  },
  VERSION_EXISTS: {
    status: 409,
    title: 'That version was published with other bytes. Releases never change.',
    help: 'Publish under the next version.',
    details: z.object({ name: z.string(), version: z.string(), existing_hash: z.string(), your_hash: z.string() }),
  },
  NAME_TAKEN: {
    status: 409,
    title: 'Another definition of this workspace has that name.',
    help: 'Choose another name, or edit the definition that has it.',
    details: z.object({ name: z.string(), id: z.int().optional() }),
  },
  NAME_COLLISION: {
    status: 409,
    title: 'The name differs from an existing one only in dots and underscores.',
    help: 'Use the existing name, or one that differs in letters.',
    details: z.object({ name: z.string(), existing: z.string() }),
  },
  KEY_EXISTS: {
    status: 409,
    title: 'That key id or those key bytes are taken, for ever.',
    help: 'Choose another kid, or make another key.',
    details: z.object({ kid: z.string(), existing_kid: z.string(), reason: z.enum(['kid', 'public_key']) }),
  },
  WORKSPACE_EXISTS: {
    status: 409,
    title: 'That slug is taken by another workspace.',
    help: 'Choose another slug.',
    details: z.object({ slug: z.string() }),
  },
  LAST_ADMIN: {
    status: 409,
    title: 'Nobody would be left who may administer the workspace.',
    help: 'Make somebody else an admin first.',
    details: z.object({ id: z.int() }),
  },
  IDEMPOTENCY_CONFLICT: {
    status: 409,
    title: 'The idempotency key was used with other content.',
    help: 'Use a fresh key for another request.',
    details: z.object({ key: z.string() }),
  },
  LIMIT_REACHED: {
    status: 409,
    title: 'A count has reached its limit.',
    help: 'See `what` and `limit`.',
    details: z.object({ what: z.string(), limit: z.int() }),
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The body or document is larger than allowed.',
    help: 'Send less: `limit` is in bytes.',
    details: z.object({ what: z.enum(['body', 'document', 'batch']), limit: z.int(), actual: z.int().optional() }),
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is not JSON.',
    help: 'Send Content-Type: application/json.',
    details: z.object({ received: z.string(), expected: z.string() }),
  },
  SIGNATURE_INVALID: {
    status: 422,
    title: 'The signature is missing or does not verify over these bytes, this name and this version.',
    help: 'Sign the canonical document again; docs/protocol.md says which bytes.',
    details: z.object({
      verify_code: z.string(),
      kid: z.string().optional(),
      name: z.string(),
      version: z.string(),
      hash: z.string(),
    }),
  },
  TRUST_NOT_CONFIGURED: {
    status: 422,
    title: 'No trusted key is configured, so nothing can be verified.',
    help: 'Run the command in `command`.',
    details: z.object({ command: z.string() }),
  },
  UNKNOWN_KEY: {
    status: 422,
    title: 'The signature names a key that is not trusted here.',
    help: 'Trust the key first (`actions keys add`), or sign with one of `known`.',
    details: z.object({ kid: z.string(), known: z.array(z.string()) }),
  },
  KEY_NOT_AUTHORIZED: {
    status: 422,
    title: 'The key may not do this: wrong scope, role or state, or no proof of possession.',
    help: 'See `reason`; use a key whose scope covers the name and that is active.',
    details: KeyProblem,
  },
  KEY_REVOKED: {
    status: 422,
    title: 'The key was revoked.',
    help: 'Sign with another key.',
    details: z.object({ kid: z.string(), last_valid_index: z.int().optional() }),
  },
  NOT_CANONICAL: {
    status: 422,
    title: 'The document is JSON, but not in canonical form (RFC 8785).',
    help: 'Send exactly the canonical text; `actions sign` writes it.',
    details: z.object({ offset: z.int(), expected: z.string(), actual: z.string() }),
  },
  INCOMPATIBLE_CHANGE: {
    status: 422,
    title: 'The version step is too small for what changed.',
    help: 'Publish at least as `least_version`, or undo the breaking changes.',
    details: z.object({
      least_version: z.string(),
      changes: z.array(z.unknown()),
      base: z.string().optional(),
      contract: z.unknown().optional(),
      contract_above: z.unknown().optional(),
    }),
  },
  RATE_LIMITED: { status: 429, title: 'Too many calls.', help: 'Wait `retry_after_s` seconds.', details: Retry },
  INTERNAL: {
    status: 500,
    title: 'The registry failed.',
    help: 'Try again; report the request id if it persists.',
    details: Nothing,
  },
  UNAVAILABLE: {
    status: 503,
    title:
      'The registry cannot answer now: its database or its identity provider is away, it has too much to compare, or it is stopping.',
    help: 'Try again after `retry_after_s` seconds.',
    details: Retry,
  },
} as const satisfies Record<string, Entry>;

/** Errors that only a client raises; they never travel. */
export const CLIENT_ERRORS = {
  INTEGRITY_MISMATCH: {
    title: 'The bytes are not those that were published under this name and version.',
    help: 'Do not use them. Compare with the lockfile or another source, and tell the registry’s operator.',
    details: z.object({
      name: z.string(),
      version: z.string(),
      verify_code: z.string(),
      expected: z.string(),
      actual: z.string(),
    }),
  },
  LOG_INCONSISTENT: {
    title: 'The log is not what was signed or seen before, or the registry answers what does not follow from it.',
    help: 'Keep the evidence file if there is one, and tell the registry’s operator; `actions-server doctor` names each row.',
    details: z.object({
      origin: z.string(),
      size: z.int(),
      problems: z.int(),
      differences: z.int(),
      verify_code: z.string().nullable(),
    }),
  },
  UNSAFE_RELEASE: {
    title: 'The release was deprecated as unsafe.',
    help: 'Use `replaced_by` or another version; an explicit override runs it all the same.',
    details: z.object({
      name: z.string(),
      version: z.string(),
      deprecation_reason: z.string(),
      replaced_by: z.string().optional(),
    }),
  },
  USAGE: {
    title: 'The command line names something that does not exist, or lacks something.',
    help: 'See `actions COMMAND --help`.',
    details: z.object({ suggestions }),
  },
  OFFLINE_MISS: {
    title: 'The cache does not hold this, and the client is offline.',
    help: 'Run once online.',
    details: z.object({ reference: z.string() }),
  },
  UNREACHABLE: {
    title: 'The registry cannot be reached.',
    help: 'Is it running? `npm start` starts one.',
    details: z.object({ url: z.string() }),
  },
  TIMEOUT: {
    title: 'The registry did not answer in time.',
    help: 'Try again, or raise the time-out.',
    details: z.object({ url: z.string(), timeout_ms: z.number() }),
  },
} as const satisfies Record<string, Omit<Entry, 'status'>>;

/** A code that can travel. */
export type ServerErrorCode = keyof typeof ERRORS;
/** A code that only a client raises. */
export type ClientErrorCode = keyof typeof CLIENT_ERRORS;
/** Any code. */
export type ErrorCode = ServerErrorCode | ClientErrorCode;
/** The details that `Code` carries. */
export type ErrorDetails<Code extends ErrorCode> = Code extends ServerErrorCode
  ? z.infer<(typeof ERRORS)[Code]['details']>
  : Code extends ClientErrorCode
    ? z.infer<(typeof CLIENT_ERRORS)[Code]['details']>
    : never;

/** Codes with which one item of `releases.resolve` can fail. */
export const RESOLVE_FAILURE_CODES = [
  'INVALID_NAME',
  'INVALID_VERSION',
  'ACTION_NOT_FOUND',
  'VERSION_NOT_FOUND',
  'NO_MATCHING_VERSION',
] as const;

/** The error as it travels, on REST under `error`, on tRPC under `data.error`. */
export const WireError = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
  request_id: z.string(),
});
export type WireError = z.infer<typeof WireError>;
