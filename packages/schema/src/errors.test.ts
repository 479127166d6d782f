// The catalogue keeps its promises to itself: each code says what is wrong and the next step, carries the details that its
// type says and no others, and no code or sentence stands twice.
import { describe, expect, test } from 'vitest';
import {
  CLIENT_ERRORS,
  ERRORS,
  type ErrorCode,
  type ErrorDetails,
  RESOLVE_FAILURE_CODES,
  type ServerErrorCode,
  WireError,
} from './errors.js';
import { isErrorCode, isRegistryError, isServerErrorCode, RegistryError, statusOf } from './registry-error.js';

const ALL = { ...ERRORS, ...CLIENT_ERRORS };
const NAME = 'files.move';
const VERSION = '1.0.0';
const suggestions = [{ value: NAME, distance: 1 }];
const INVALID = {
  issues: [{ path: '/spec/prompt', message: 'must not be empty', rule: 'min', suggestion: 'x' }],
  suggestions,
  limit: 1,
  actual: 2,
};

/** Details of each code with every field; the type makes the table total and each row fit its code. */
const DETAILS: { readonly [Code in ErrorCode]: Required<ErrorDetails<Code>> } = {
  INVALID_JSON: { reason: 'duplicate_key', pointer: '/a', offset: 3 },
  INVALID_BODY: INVALID,
  INVALID_TITLE: INVALID,
  INVALID_KIND: INVALID,
  INVALID_SPEC: INVALID,
  INVALID_PROMPT: INVALID,
  INVALID_CMD: INVALID,
  INVALID_CWD: INVALID,
  CWD_OUTSIDE_ROOT: { cwd: '../x', reason: 'traversal' },
  INVALID_NAME: INVALID,
  INVALID_VERSION: INVALID,
  INVALID_SCHEMA: INVALID,
  INVALID_COMMAND: { ...INVALID, available: { stage: ['stage.move'] } },
  INVALID_CATALOGUE: INVALID,
  INVALID_CURSOR: {},
  UNAUTHENTICATED: { reason: 'choose_workspace', workspaces: ['a', 'b'] },
  FORBIDDEN: { permission: 'keys:manage', name: NAME, name_globs: ['files.*'] },
  CROSS_SITE_REQUEST: { origin: null },
  READONLY: { id: 9_000_000_000 },
  NAMESPACE_FORBIDDEN: { namespace: 'core', reason: 'reserved' },
  APPROVAL_REQUIRED: { name: NAME, version: VERSION },
  DEFINITION_NOT_FOUND: { id: 1 },
  ACTION_NOT_FOUND: { name: NAME, suggestions },
  VERSION_NOT_FOUND: { name: NAME, version: VERSION, suggestions },
  NO_MATCHING_VERSION: { name: NAME, range: '^2', available: [VERSION] },
  KEY_NOT_FOUND: { kid: 'k', suggestions },
  CATALOGUE_NOT_FOUND: { device_model: 'm', suggestions },
  EXECUTION_NOT_FOUND: { id: 'e' },
  API_KEY_NOT_FOUND: { id: 1 },
  MEMBER_NOT_FOUND: { id: 1 },
  KEY_REQUEST_NOT_FOUND: { id: 1 },
  NAMESPACE_NOT_FOUND: { namespace: 'files' },
  WORKSPACE_NOT_FOUND: { workspace: 'b' },
  ROUTE_NOT_FOUND: { method: 'GET', path: '/action', suggestions },
  METHOD_NOT_ALLOWED: { method: 'PUT', path: '/actions', allowed: ['GET'] },
  REVISION_CONFLICT: { expected: 1, actual: '2', changed_by: 'ana', current: {} },
  VERSION_EXISTS: { name: NAME, version: VERSION, existing_hash: 'a', your_hash: 'b' },
  NAME_TAKEN: { name: NAME, id: 1 },
  NAME_COLLISION: { name: NAME, existing: 'files_move' },
  KEY_EXISTS: { kid: 'k', existing_kid: 'k', reason: 'public_key' },
  WORKSPACE_EXISTS: { slug: 'b' },
  LAST_ADMIN: { id: 1 },
  IDEMPOTENCY_CONFLICT: { key: 'x' },
  LIMIT_REACHED: { what: 'releases', limit: 10_000 },
  PAYLOAD_TOO_LARGE: { what: 'document', limit: 1, actual: 2 },
  UNSUPPORTED_MEDIA_TYPE: { received: 'text/plain', expected: 'application/json' },
  SIGNATURE_INVALID: { verify_code: 'bad_signature', kid: 'k', name: NAME, version: VERSION, hash: 'a' },
  TRUST_NOT_CONFIGURED: { command: 'actions init' },
  UNKNOWN_KEY: { kid: 'k', known: [] },
  KEY_NOT_AUTHORIZED: { kid: 'k', name: NAME, reason: 'scope', scope: ['a.*'] },
  KEY_REVOKED: { kid: 'k', last_valid_index: -1 },
  NOT_CANONICAL: { offset: 0, expected: '{', actual: ' ' },
  INCOMPATIBLE_CHANGE: { least_version: '2.0.0', changes: [{}], base: '1.0.0', contract: {}, contract_above: {} },
  RATE_LIMITED: { retry_after_s: 0.5 },
  INTERNAL: {},
  UNAVAILABLE: { retry_after_s: 1 },
  INTEGRITY_MISMATCH: { name: NAME, version: VERSION, verify_code: 'digest_mismatch', expected: 'a', actual: 'b' },
  LOG_INCONSISTENT: { origin: 'log.example', size: 3, problems: 0, differences: 1, verify_code: null },
  UNSAFE_RELEASE: { name: NAME, version: VERSION, deprecation_reason: 'Leaks.', replaced_by: 'files.copy' },
  USAGE: { suggestions },
  OFFLINE_MISS: { reference: NAME },
  UNREACHABLE: { url: 'http://localhost:8000' },
  TIMEOUT: { url: 'http://localhost:8000', timeout_ms: 10_000 },
};
/** Fields that may be left out of the details of some codes. */
const OPTIONAL = new Set(
  'base contract contract_above suggestions limit actual available name kid scope id changed_by current last_valid_index name_globs replaced_by rule workspaces'.split(
    ' ',
  ),
);
/** What is no value of any field but those that hold anything. */
const FOREIGN = Symbol('foreign');
const HOLDS_ANYTHING = new Set([
  'REVISION_CONFLICT.current',
  'INCOMPATIBLE_CHANGE.contract',
  'INCOMPATIBLE_CHANGE.contract_above',
]);

describe.each(Object.entries(ALL))('%s', (code, entry) => {
  const details = DETAILS[code as ErrorCode];
  const schema = entry.details.strict();

  test('says what is wrong and what to do, as sentences', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const text of [entry.title, entry.help]) expect(text).toMatch(/^[A-Z`].*[.?]$/s);
  });

  test('carries the details of its type, each of its own type', () => {
    expect(Object.keys(entry.details.shape).sort()).toEqual(Object.keys(details).sort());
    expect(schema.parse(details)).toEqual(details);
    for (const field of Object.keys(details).filter((each) => !HOLDS_ANYTHING.has(`${code}.${each}`))) {
      expect(schema.safeParse({ ...details, [field]: FOREIGN }).success, field).toBe(false);
    }
  });

  test('leaves out none of them but those that may be', () => {
    for (const field of Object.keys(details)) {
      const without = Object.fromEntries(Object.entries(details).filter(([each]) => each !== field));
      if (!schema.safeParse(without).success) continue;
      expect(OPTIONAL, `${code} without ${field}`).toContain(field);
    }
  });
});

test('no code and no meaning stands twice', () => {
  const codes = [...Object.keys(ERRORS), ...Object.keys(CLIENT_ERRORS)];
  expect(new Set(codes).size).toBe(codes.length);
  const titles = Object.values(ALL).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('codes that travel have a refusal’s status; client codes have none of their own', () => {
  for (const code of Object.keys(ERRORS) as ServerErrorCode[]) {
    expect(statusOf(code)).toBe(ERRORS[code].status);
    expect([400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]).toContain(statusOf(code));
  }
  for (const code of Object.keys(CLIENT_ERRORS) as ErrorCode[]) {
    expect(statusOf(code)).toBe(500);
    expect(ALL[code]).not.toHaveProperty('status');
  }
  expect(RESOLVE_FAILURE_CODES.every(isServerErrorCode)).toBe(true);
});

test('an error carries its code, details and cause, and is told from others', () => {
  const cause = new Error('inner');
  const error = new RegistryError('NAME_TAKEN', 'Taken.', { details: { name: 'a' }, cause });
  expect(error).toMatchObject({ code: 'NAME_TAKEN', message: 'Taken.', details: { name: 'a' }, cause });
  expect([isRegistryError(error), isRegistryError(cause), isRegistryError(null)]).toEqual([true, false, false]);
  const copy = Object.assign(new Error('from another copy of the module'), { name: 'RegistryError', code: 'USAGE' });
  expect([isRegistryError(copy), isRegistryError({ ...copy })]).toEqual([true, false]);
  expect(['NAME_TAKEN', 'USAGE', 'toString', '__proto__', 'nope', 1].map(isErrorCode)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('on the wire any code is taken, since a newer registry may have more', () => {
  const wire = { code: 'BRAND_NEW', message: 'm', details: { any: [1] }, request_id: 'r' };
  expect(WireError.parse(wire)).toEqual(wire);
});
