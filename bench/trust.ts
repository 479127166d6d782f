// `pnpm bench:trust`: what verifying costs beside the bare signature check and hash, and how appending an entry and proving
// one grows with the log. Alternating rounds in one run; sizes are read off the machine's own PostgreSQL.
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import {
  buildConsistencyProof,
  buildInclusionProof,
  buildRoot,
  canonicalize,
  createTrust,
  digestOf,
  type LogNode,
  PAYLOAD_TYPES,
  pae,
  publicKeyOf,
  releaseStatement,
  signRelease,
  toWireBase64,
  verifyRelease,
} from '@action-registry/core';
import { appendLog, findLogNodes, logSize, openDatabase } from '@action-registry/db';
import { createDatabase, runAsSuperuser, startPostgres } from '@action-registry/db/testing';

const ROUNDS = 31;
const VERIFICATIONS = 400;
const SAMPLES = 150;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Leaves written by one statement while the log is filled. */
const FILL = 10_000;
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function perSecond(work: () => void): number {
  const start = performance.now();
  for (let done = 0; done < VERIFICATIONS; done++) work();
  return (VERIFICATIONS * 1_000) / (performance.now() - start);
}

/** A cold verification of a 2 KB release against `crypto.verify` and SHA-256 over the same bytes. */
function compareVerification(): string {
  const seed = randomBytes(32);
  const publicKey = publicKeyOf(seed);
  const id = { name: 'bench.one', version: '1.0.0' };
  const document = canonicalize({ ...id, kind: 'tool', spec: {}, description: 'x'.repeat(1_900) });
  const digest = digestOf(document);
  const sig = signRelease({ ...id, digest }, seed);
  const trust = createTrust([{ kid: 'bench', public_key: toWireBase64(publicKey) }]);
  const claim = { ...id, document, claimedHash: digest, signatures: [{ kid: 'bench', sig }], log_index: 1 };
  const now = new Date();
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  const message = pae(PAYLOAD_TYPES.release, releaseStatement({ ...id, digest }));
  const signature = Buffer.from(sig.slice('base64:'.length), 'base64');
  const ours = (): void => {
    if (!verifyRelease(claim, trust, { now }).verified) throw new Error('the release does not verify');
  };
  const bare = (): void => {
    createHash('sha256').update(document).digest();
    if (!verify(null, message, key, signature)) throw new Error('the signature is bad');
  };
  perSecond(ours);
  perSecond(bare);
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: perSecond(ours), bare: perSecond(bare) }));
  const ratio = median(rounds.map((round) => round.ours / round.bare));
  const figures = `${Math.round(median(rounds.map((round) => round.ours)))} / ${Math.round(median(rounds.map((round) => round.bare)))} per s`;
  return `verify a cold release of ${document.length} bytes / bare crypto.verify and SHA-256: ${figures} = ${ratio.toFixed(2)} (goal 0.8)`;
}

type Row = { size: number; append: number; prove: number };

/** Milliseconds of one append, and of a proof of a random entry with a root, in a log of each size. */
async function measureGrowth(): Promise<Row[]> {
  const postgres = await startPostgres();
  const url = await createDatabase(postgres.url, postgres.template);
  const database = await openDatabase({ url, dataDir: '.' });
  const { db } = database;
  const read = async (places: readonly LogNode[]): Promise<Uint8Array[]> =>
    (await findLogNodes(db, places)).map((hash) => hash ?? new Uint8Array());
  const at = new Date().toISOString();
  const append = (): Promise<number> =>
    database.transact(null, (tx) => appendLog(tx, [entry(randomBytes(8).toString('hex'), at)]));
  const rows: Row[] = [];
  for (const size of SIZES) {
    for (let standing = await logSize(db); standing < size; standing = await logSize(db))
      await fill(url, Math.min(FILL, size - standing));
    const samples: Row[] = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      const start = performance.now();
      const index = await append();
      const middle = performance.now();
      await buildInclusionProof(read, Math.floor(Math.random() * index), index + 1);
      await buildRoot(read, index + 1);
      if (sample % 10 === 0) await buildConsistencyProof(read, size, index + 1);
      samples.push({ size, append: middle - start, prove: performance.now() - middle });
    }
    rows.push({
      size,
      append: median(samples.map((each) => each.append)),
      prove: median(samples.map((each) => each.prove)),
    });
  }
  await database.close();
  await postgres.stop();
  return rows;
}

function entry(subject: string, at: string) {
  const leaf = canonicalize({ type: 'key.retire', v: 1, kid: subject });
  return { leaf, type: 'key.retire' as const, public: true, workspace_id: null, actor: 'bench', at, subject };
}

/** Appends many entries in one statement, by the function that every entry goes through. */
async function fill(url: string, count: number): Promise<void> {
  await runAsSuperuser(
    url,
    `select log_append((select jsonb_agg(json_build_object('leaf', '{"kid":"' || n || '","type":"key.retire","v":1}',
      'type', 'key.retire', 'public', true, 'workspace_id', null, 'actor', 'bench', 'at', now(), 'subject', n::text))
      from generate_series(1, ${count}) n))`,
  );
}

process.stdout.write(`${compareVerification()}\n`);
const rows = await measureGrowth();
const [smallest] = rows;
for (const { size, append, prove } of rows) {
  const growth = Math.log(size) / Math.log(smallest?.size ?? size);
  const ratio = (prove / (smallest?.prove ?? prove)).toFixed(2);
  process.stdout.write(
    `log of ${size} entries: append ${append.toFixed(2)} ms, proof and root ${prove.toFixed(2)} ms = ${ratio} of the smallest (log n grew ${growth.toFixed(2)})\n`,
  );
}
process.stdout.write(`node ${process.version}, ${ROUNDS} rounds of ${VERIFICATIONS}, medians of ${SAMPLES}\n`);
