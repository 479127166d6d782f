import { expect, it } from 'vitest';
import { parseWireBase64 } from './base64.js';
import { importPublicKey } from './ed25519-key.js';
import { type GoldenRelease, readOwnVectors } from './testing/vectors.js';
import { thumbprintOf, toJwk } from './thumbprint.js';

const golden = readOwnVectors<GoldenRelease>('own_golden_release.json');
const key = importPublicKey(parseWireBase64(golden.trusted_keys[0].public_key, 32));

it('gives the key of RFC 8037 appendix A its JWK and its thumbprint', () => {
  expect(toJwk(key)).toEqual({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' });
  expect(thumbprintOf(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  expect(thumbprintOf(key)).toBe(golden.rfc7638_thumbprint);
});
