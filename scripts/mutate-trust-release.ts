// The checks of a release and of the keys that sign it, each to be taken out.
import { inFile, type Mutation } from './mutate-trust-mutation.js';

const RELEASE = ['verify-release.test.ts'];

const RELEASE_CHECKS = inFile('release-checks.ts', RELEASE, [
  {
    name: 'a release has a signature',
    find: 'if (candidates.length === 0)',
    replace: 'if (false)',
    codes: ['unsigned'],
  },
  {
    name: 'a signature has its form',
    find: 'if (malformed === undefined)',
    replace: 'if (true)',
    codes: ['malformed_signature'],
  },
  {
    name: 'a key is known',
    find: "if (known.length > 0) return passCheck('key_known'",
    replace: "if (true) return passCheck('key_known'",
    codes: ['unknown_kid'],
  },
  {
    name: 'a key may sign the name',
    find: 'if (covering.length > 0) return',
    replace: 'if (true) return',
    codes: ['key_not_authorized'],
  },
  {
    name: 'the algorithm is the trust store’s',
    find: 'if (foreign === undefined)',
    replace: 'if (true)',
    codes: ['unsupported_alg'],
  },
  {
    name: 'the digest is the claimed one',
    find: 'if (claimedHash === digest)',
    replace: 'if (true)',
    codes: ['digest_mismatch'],
  },
  {
    name: 'the document says the name',
    find: 'found.name === claim.name && ',
    replace: '',
    codes: ['identity_mismatch'],
  },
  {
    name: 'the document says the version',
    find: ' && found.version === claim.version',
    replace: '',
    codes: ['identity_mismatch'],
  },
  {
    name: 'the signature verifies',
    find: '!verifySignature(trusted.key, message, bytes)',
    replace: 'false',
    codes: ['bad_signature'],
  },
]);

const KEY_STATES = [
  ...inFile('verify-release.ts', RELEASE, [
    {
      name: 'a key has the role',
      find: "trusted.role === 'publisher' && ",
      replace: '',
      codes: ['key_not_authorized'],
    },
    {
      name: 'a key has the scope',
      find: ' && scopeCovers(trusted.scope, claim.name)',
      replace: '',
      codes: ['key_not_authorized'],
    },
    {
      name: 'a pending key does not count',
      find: "if (state === 'pending') return false;",
      replace: '',
      codes: ['key_not_yet_valid'],
    },
    {
      name: 'a revoked key does not count',
      find: "if (state !== 'revoked') return true;",
      replace: 'return true;',
      codes: ['key_revoked'],
    },
    {
      name: 'a revocation cuts at its index',
      find: ' && logIndex <= lastValidIndex',
      replace: '',
      codes: ['key_revoked'],
    },
    { name: 'nothing before the log counts', find: ' && logIndex >= 0', replace: '', codes: ['key_revoked'] },
  ]),
  ...inFile(
    'verify-release.ts',
    ['verify-release-log.test.ts'],
    [
      {
        name: 'the place before a cut is proven',
        find: 'isPlaceProven === false ? undefined : place',
        replace: 'place',
        codes: ['key_revoked'],
      },
    ],
  ),
  ...inFile(
    'key-revocation.ts',
    ['key-revocation.test.ts'],
    [
      { name: 'a root key revokes', find: "if (key.role !== 'root')", replace: 'if (false)' },
      { name: 'no key revokes itself', find: 'if (key.kid === kid)', replace: 'if (false)' },
      { name: 'an active key revokes', find: "if (keyState(key, now) !== 'active')", replace: 'if (false)' },
      {
        name: 'the revocation’s signature verifies',
        find: 'return isSigned ? undefined :',
        replace: 'return true ? undefined :',
      },
      {
        name: 'a revocation is signed once there is a root key',
        find: 'if (!hasRoot(trust, now))',
        replace: 'if (true)',
      },
    ],
  ),
];

/** The checks that need no log. */
export const RELEASE_MUTATIONS: readonly Mutation[] = [...RELEASE_CHECKS, ...KEY_STATES];
