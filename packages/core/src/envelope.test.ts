import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCanonical } from './canonical-json.js';
import { digestOf } from './digest.js';
import { PAYLOAD_TYPES, pae, releaseSigningBytes, releaseStatement } from './envelope.js';
import { parseHex, toHex } from './hex.js';
import { signRelease } from './sign-release.js';
import { type GoldenRelease, isSuiteExpected, readOwnVectors, readSuite } from './testing/vectors.js';
import { toUtf8 } from './utf8.js';

type DsseSuite = {
  spec: { payload_type: string; body: string; pae: string };
  pae_edge: { type: string; body_utf8: string; pae_hex: string }[];
};

const golden = readOwnVectors<GoldenRelease>('own_golden_release.json');
const facts = { name: 'payments.refund', version: '1.4.2', digest: golden.digest };

describe('the golden release', () => {
  it('has this digest over its canonical text', () => {
    parseCanonical(golden.document_jcs);
    expect(digestOf(golden.document_jcs)).toBe(golden.digest);
  });

  it('is signed over exactly these bytes', () => {
    expect(PAYLOAD_TYPES.release).toBe(golden.payload_type);
    expect(releaseStatement(facts)).toBe(golden.statement_jcs);
    expect(releaseSigningBytes(facts)).toEqual(toUtf8(golden.pae_utf8));
  });

  it('gets the same signature each time', () => {
    expect(signRelease(facts, parseHex(golden.seed_hex))).toBe(`base64:${golden.signature_base64}`);
  });
});

it('puts nothing into the statement but name, version and digest', () => {
  const withMore = { ...facts, alg: 'none', kid: 'k' };
  expect(releaseStatement(withMore)).toBe(golden.statement_jcs);
});

describe.skipIf(!isSuiteExpected('dsse'))('DSSE v1 examples (VECTORS_DIR)', () => {
  const suite = isSuiteExpected('dsse') ? readSuite<DsseSuite>('dsse/dsse_v1_vectors.json') : undefined;

  it('frames the example of the specification', () => {
    const { payload_type, body, pae: framed } = suite?.spec ?? expect.unreachable();
    expect(pae(payload_type, body)).toEqual(toUtf8(framed));
  });

  it('counts bytes, not characters', () => {
    for (const { type, body_utf8, pae_hex } of suite?.pae_edge ?? expect.unreachable()) {
      expect(toHex(pae(type, body_utf8))).toBe(pae_hex);
    }
  });
});

it('never frames two different messages as the same bytes', () => {
  const part = fc.string({ unit: fc.constantFrom('1', '2', ' ', 'é', 'a'), maxLength: 6 });
  fc.assert(
    fc.property(part, part, part, part, (type1, body1, type2, body2) => {
      fc.pre(type1 !== type2 || body1 !== body2);
      expect(toHex(pae(type1, body1))).not.toBe(toHex(pae(type2, body2)));
    }),
  );
});

it('gives each kind of message a type of its own', () => {
  expect(new Set(Object.values(PAYLOAD_TYPES)).size).toBe(3);
  expect(pae(PAYLOAD_TYPES.admin, golden.statement_jcs)).not.toEqual(pae(PAYLOAD_TYPES.release, golden.statement_jcs));
});
