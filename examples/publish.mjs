// Signs a document with a key that stays on this machine and publishes it. Running it again publishes nothing twice.
//   node publish.mjs '{"name":"text.upper","version":"1.0.0","kind":"tool","spec":{}}' [CHANNEL]
import { createRegistry } from '@action-registry/client';
import { canonicalize, parseBase64, parseDocument, signRelease, strictRead } from '@action-registry/core';

const { ACTION_REGISTRY_URL: url = 'http://localhost:8000', ACTION_REGISTRY_API_KEY: apiKey = '' } = process.env;
const { SIGNING_SEED = '', SIGNING_KID: kid = '' } = process.env;
const [text = '', channel] = process.argv.slice(2);

// Read strictly (no duplicate keys, no lost digits), written canonically: these exact bytes are what is signed.
const { document, canonical, hash, warnings } = parseDocument(canonicalize(strictRead(text)));
for (const { path, message } of warnings) console.error(`! ${path}: ${message}`);

const { name, version } = document;
const sig = signRelease({ name, version, digest: hash }, parseBase64(SIGNING_SEED));
const registry = createRegistry({ url, apiKey });
const release = await registry.call((trpc) =>
  trpc.releases.publish.mutate({ document: canonical, signatures: [{ kid, sig }], ...(channel && { channel }) }),
);
console.log(`${name}@${version} ${release.hash} ${release.created ? 'published' : 'was published already'}`);
