// The vectors of signed messages and of the one Ed25519 rule: what is signed by whom, and keys and signatures that at least one
// common library takes and no implementation of the protocol may.
import type { JsonObject } from '@action-registry/schema';
import { Point } from '@noble/ed25519';
import type { Core } from './other-engine.js';
import { vectorKey } from './protocol-vector-key.js';

/** The group order L (RFC 8032 §5.1), little-endian. */
const GROUP_ORDER = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010';
const ORDER_8 = '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05';
const IDENTITY = `01${'00'.repeat(31)}`;

const RELEASES = [
  { name: 'files.move', version: '1.0.0', title: 'Move a file' },
  { name: 'a.b_c.d', version: '2.0.0-rc.1', title: 'Überprüfen — 検証 😂' },
];

/** The vectors; an engine of `core` signs and judges. */
export function signatureVectors(core: Core): JsonObject {
  const publisher = vectorKey(core, 'publisher-1', 1);
  const root = { ...vectorKey(core, 'root-1', 2), role: 'root' as const };
  return {
    note: 'Sections 2 to 4 of docs/protocol.md: P-9 to P-20. Public test keys: never use them. `message` is what is signed, in hex.',
    keys: [publisher, root].map(({ kid, seed, public_key, role }) => {
      const thumbprint = core.thumbprintOf(core.importPublicKey(core.parseWireBase64(public_key, 32)));
      return { kid, role, seed: core.toHex(seed), public_key, thumbprint };
    }),
    releases: RELEASES.map((release) => signedRelease(core, publisher, release)),
    key_additions: [keyAddition(core, publisher, ['files.*']), keyAddition(core, root, null)],
    key_revocations: [keyRevocation(core, root, 7), keyRevocation(core, root, -1)],
    unusable_keys: unusableKeys(core),
    signatures: judgedSignatures(core, publisher),
  };
}

type VectorKey = ReturnType<typeof vectorKey>;

function signedRelease(core: Core, { kid, seed }: VectorKey, fields: (typeof RELEASES)[number]): JsonObject {
  const document = core.canonicalize({ kind: 'tool', spec: {}, ...fields });
  const facts = { name: fields.name, version: fields.version, digest: core.digestOf(document) };
  return {
    ...facts,
    document,
    statement: core.releaseStatement(facts),
    message: core.toHex(core.releaseSigningBytes(facts)),
    kid,
    sig: core.signRelease(facts, seed),
  };
}

function keyAddition(core: Core, { kid, seed, public_key, role }: VectorKey, scope: string[] | null): JsonObject {
  const key = { kid, public_key, role, scope, valid_from: '2026-11-01T00:00:00Z', valid_until: null };
  const statement = core.keyAddStatement(key);
  const message = core.toHex(core.pae(core.PAYLOAD_TYPES.admin, statement));
  return { key, statement, message, proof: core.signKeyAdd(key, seed) };
}

function keyRevocation(core: Core, { kid: signer, seed }: VectorKey, last_valid_index: number): JsonObject {
  const revocation = { kid: 'publisher-1', reason: 'Stolen.', last_valid_index };
  const statement = core.keyRevokeStatement(revocation);
  const message = core.toHex(core.pae(core.PAYLOAD_TYPES.admin, statement));
  return { revocation, statement, message, kid: signer, sig: core.signKeyRevoke(revocation, seed) };
}

function unusableKeys(core: Core): JsonObject[] {
  const clean = core.publicKeyOf(new Uint8Array(32).fill(1));
  const mixed = Point.fromBytes(clean, false)
    .add(Point.fromBytes(core.parseHex(ORDER_8), false))
    .toBytes();
  const keys = [
    ['the identity', IDENTITY],
    ['the point of order 2', `ec${'ff'.repeat(30)}7f`],
    ['a point of order 4', '00'.repeat(32)],
    ['a point of order 8', ORDER_8],
    ['a clean key and a point of order 8', core.toHex(mixed)],
    ['y = p + 1', `ee${'ff'.repeat(30)}7f`],
    ['y = 2^255 − 1', `${'ff'.repeat(31)}7f`],
    ['the identity with the sign of x set', `01${'00'.repeat(30)}80`],
    ['no point of the curve', `02${'00'.repeat(31)}`],
    ['31 bytes', core.toHex(clean.subarray(1))],
  ] as const;
  return keys.map(([what, hex]) => ({ what, hex, problem: findProblem(core, hex) }));
}

function findProblem(core: Core, hex: string): string {
  try {
    core.importPublicKey(core.parseHex(hex));
    return 'accepted';
  } catch (error) {
    if (error instanceof core.PublicKeyError) return error.problem;
    throw error;
  }
}

function judgedSignatures(core: Core, { kid, seed, public_key }: VectorKey): JsonObject[] {
  const key = core.importPublicKey(core.parseWireBase64(public_key, 32));
  const statement = '{"a":1}';
  const [message, other] = [core.PAYLOAD_TYPES.release, core.PAYLOAD_TYPES.admin].map((type) =>
    core.pae(type, statement),
  ) as [Uint8Array, Uint8Array];
  const sig = core.signMessage(seed, message);
  const withR = (r: string) => core.parseHex(r + core.toHex(sig).slice(64));
  const rows: [string, Uint8Array, Uint8Array][] = [
    ['as it was made', message, sig],
    ['over another type', other, sig],
    ['over the bare statement', new TextEncoder().encode(statement), sig],
    ['one bit of R flipped', message, sig.with(0, (sig[0] ?? 0) ^ 1)],
    ['one bit of S flipped', message, sig.with(40, (sig[40] ?? 0) ^ 1)],
    ['S + L', message, addGroupOrder(core, sig)],
    ['R the identity and S zero', message, core.parseHex(IDENTITY + '00'.repeat(32))],
    ['R of order 8', message, withR(ORDER_8)],
    ['R not canonical', message, withR(`ee${'ff'.repeat(30)}7f`)],
    ['63 bytes', message, sig.subarray(1)],
  ];
  return rows.map(([what, signed, bytes]) => ({
    what,
    kid,
    message: core.toHex(signed),
    sig: core.toHex(bytes),
    verifies: core.verifySignature(key, signed, bytes),
  }));
}

/** A second S for the same equation, which lax verifiers take. */
function addGroupOrder(core: Core, sig: Uint8Array): Uint8Array {
  const order = core.parseHex(GROUP_ORDER);
  const bytes = sig.slice();
  let carry = 0;
  for (let at = 0; at < 32; at++) {
    const sum = (bytes[32 + at] ?? 0) + (order[at] ?? 0) + carry;
    bytes[32 + at] = sum & 0xff;
    carry = sum >> 8;
  }
  return bytes;
}
