// The words of verification: one closed list, and each code has words that people can tell apart.
import { expect, test } from 'vitest';
import { Check, VERIFY_ERRORS, Verification, VerifyCode } from './verification.js';

test('each code has words, and two codes share words only where both mean a fork', () => {
  expect(VerifyCode.options).toEqual(Object.keys(VERIFY_ERRORS));
  const shared = Object.entries(VERIFY_ERRORS).filter(
    ([, words], _index, all) => all.filter(([, others]) => others === words).length > 1,
  );
  expect(shared.map(([code]) => code)).toEqual(['log_fork', 'log_rollback']);
  for (const [code, words] of Object.entries(VERIFY_ERRORS)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(words).toMatch(/^[A-Z].*[^.]$/);
  }
});

test('a verdict takes codes of the list alone', () => {
  const check = { name: 'digest', ok: false, code: 'digest_mismatch', detail: 'It differs.' };
  expect(Check.safeParse(check).success).toBe(true);
  for (const code of ['DIGEST_MISMATCH', 'toString', '', null]) {
    expect(Check.safeParse({ ...check, code }).success).toBe(false);
    expect(Verification.safeParse({ verified: false, verify_code: code, checks: [] }).success).toBe(false);
  }
});
