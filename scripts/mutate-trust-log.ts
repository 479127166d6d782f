// The checks of a release's place in the log and of the log's formats, each to be taken out. That two roots for one size are
// a fork is not among log-checks': without it the same code comes from the proof, which cannot be.
import { inFile, type Mutation } from './mutate-trust-mutation.js';

const LOG = ['verify-release-log.test.ts'];

const LOG_CHECKS = [
  ...inFile('log-checks.ts', LOG, [
    {
      name: 'evidence is required',
      find: "failCheck('log_inclusion', 'not_in_log', `No proof",
      replace: "passCheck('log_inclusion', `No proof",
      codes: ['not_in_log'],
    },
    {
      name: 'growth needs a proof',
      find: ": fail('log_fork', 'No proof that the log only grew')",
      replace: ': []',
      codes: ['log_fork'],
    },
    {
      name: 'the proof of growth verifies',
      find: 'hashes === undefined || !isConsistent(older, newer, hashes)',
      replace: 'false',
      codes: ['log_fork'],
    },
    {
      name: 'a log does not shrink',
      find: "relation === 'older' && !(",
      replace: 'false && !(',
      codes: ['log_rollback'],
    },
    {
      name: 'a remembered checkpoint counts by its signature',
      find: 'if (!remembered.ok) {',
      replace: 'if (!remembered.ok) return [];\n  if (!remembered.ok) {',
      codes: ['bad_checkpoint'],
    },
    { name: 'a checkpoint is of late', find: 'ageMs <= maxAgeMs && ', replace: '', codes: ['stale_checkpoint'] },
    {
      name: 'a checkpoint is not from the future',
      find: ' && ageMs >= -SKEW_MS',
      replace: '',
      codes: ['stale_checkpoint'],
    },
    {
      name: 'a checkpoint says its time',
      find: "requireFresh ? failCheck('log_freshness', 'stale_checkpoint', detail) : ",
      replace: '',
      codes: ['stale_checkpoint'],
    },
  ]),
  ...inFile('log-findings.ts', LOG, [
    {
      name: 'an entry is within the tree',
      find: "if (index >= tree.size) return { type, index, outcome: 'outside' };",
      replace: '',
      codes: ['not_in_log'],
    },
    {
      name: 'an entry has a proof',
      find: "outcome: 'missing' };",
      replace: "outcome: 'proven' };",
      codes: ['not_in_log'],
    },
    {
      name: 'the proof of an entry verifies',
      find: "isProven ? 'proven' : 'unproven'",
      replace: "'proven'",
      codes: ['bad_inclusion_proof'],
    },
    { name: 'a log key has the role', find: "key.role === 'log' && ", replace: '', codes: ['bad_checkpoint'] },
    {
      name: 'a revoked log key signs nothing',
      find: "state !== 'revoked' && ",
      replace: '',
      codes: ['bad_checkpoint'],
    },
    {
      name: 'a pending log key signs nothing',
      find: " && state !== 'pending'",
      replace: '',
      codes: ['bad_checkpoint'],
    },
    {
      name: 'each later signature has its entry',
      find: '|| signatures.some(({ kid }) => trust.keys.has(kid))',
      replace: '',
      codes: ['not_in_log'],
    },
  ]),
  ...inFile(
    'checkpoint.ts',
    ['checkpoint.test.ts'],
    [
      {
        name: 'a checkpoint has the origin',
        find: 'log.origin !== undefined && log.origin !== checkpoint.origin',
        replace: 'false',
        codes: ['bad_checkpoint'],
      },
      {
        name: 'a word on the time is none on the tree',
        find: "({ type }) => type === 'ed25519'",
        replace: '() => true',
        codes: ['bad_checkpoint'],
      },
      {
        name: 'one size has one root',
        find: "isEqualBytes(remembered.root, received.root) ? 'same' : 'fork'",
        replace: "'same'",
        codes: ['log_fork'],
      },
    ],
  ),
];

const FORMATS = [
  ...inFile(
    'signed-note.ts',
    ['signed-note.test.ts'],
    [
      {
        name: 'a known key’s signature verifies',
        find: 'if (!verifyOne(text, signature, verifier))',
        replace: 'if (false)',
        codes: ['bad_checkpoint'],
      },
      {
        name: 'somebody known signed',
        find: 'if (verifiedBy.size === 0)',
        replace: 'if (false)',
        codes: ['bad_checkpoint'],
      },
      {
        name: 'no two keys share name and id',
        find: 'if (others.some(',
        replace: 'if (false && others.some(',
        codes: ['bad_checkpoint'],
      },
    ],
  ),
  ...inFile(
    'note-key.ts',
    ['note-key.test.ts'],
    [
      {
        name: 'a verifier’s id is of its key',
        find: 'if (verifier.id !== id)',
        replace: 'if (false)',
        codes: ['bad_checkpoint'],
      },
    ],
  ),
  ...inFile(
    'merkle-proof.ts',
    ['merkle-proof.test.ts'],
    [
      {
        name: 'an inclusion proof leads to the root',
        find: 'last === 0 && isEqualBytes(hash, root)',
        replace: 'last === 0',
        codes: ['bad_inclusion_proof'],
      },
      {
        name: 'an inclusion proof is long enough',
        find: 'return last === 0 && isEqualBytes(hash',
        replace: 'return isEqualBytes(hash',
        codes: ['bad_inclusion_proof'],
      },
      { name: 'an index is within its tree', find: ' || index >= size', replace: '', codes: ['bad_inclusion_proof'] },
      {
        name: 'a consistency proof leads to the old root',
        find: ' && isEqualBytes(roots.root1, root1)',
        replace: '',
        codes: ['log_fork'],
      },
      {
        name: 'a consistency proof leads to the new root',
        find: ' && isEqualBytes(roots.root2, root2)',
        replace: '',
        codes: ['log_fork'],
      },
      {
        name: 'equal sizes need equal roots',
        find: 'proof.length === 0 && isEqualBytes(root1, root2)',
        replace: 'proof.length === 0',
        codes: ['log_fork'],
      },
    ],
  ),
  ...inFile(
    'fork-evidence.ts',
    ['fork-evidence.test.ts'],
    [
      {
        name: 'evidence leads to the signed root',
        find: 'roots !== undefined && isEqualBytes(roots.root2, newer.root)',
        replace: 'roots !== undefined',
      },
    ],
  ),
  ...inFile(
    'log-commitment.ts',
    ['log-commitment.test.ts'],
    [
      {
        name: 'a commitment is of its event',
        find: 'leaf === privateLeafText(privateCommitment(event, salt))',
        replace: 'true',
      },
    ],
  ),
  ...inFile(
    'ed25519-key.ts',
    ['ed25519.test.ts'],
    [
      { name: 'no key is of small order', find: 'if (point.isSmallOrder())', replace: 'if (false)' },
      { name: 'no key has a torsion part', find: 'if (!point.isTorsionFree())', replace: 'if (false)' },
    ],
  ),
];

/** The checks of the log. */
export const LOG_MUTATIONS: readonly Mutation[] = [...LOG_CHECKS, ...FORMATS];
