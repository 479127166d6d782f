// What the golden vectors of docs/protocol.md say, computed by one engine's package. Nothing here is random, so every engine,
// version and implementation gives the same; the files in `packages/core/vectors` are made of this once and never edited.
import type { Json, JsonObject } from '@action-registry/schema';
import type { Core } from './other-engine.js';
import { laterLeafVectors, logVectors } from './protocol-log-vectors.js';
import { signatureVectors } from './protocol-signature-vectors.js';

/** Texts that are documents, by what they show. */
const ACCEPTED: Readonly<Record<string, string>> = {
  'keys in another order and white space': ' { "version" : "1.0.0" , "name" : "files.move" } ',
  'keys in the order of UTF-16 units': '{"\\ufb33":1,"😂":2,"€":3,"1":4,"10":5,"9":6,"a":7,"A":8,"":9}',
  'keys that programs trip over': '{"toJSON":1,"constructor":2,"__proto__":3}',
  numbers: '[0,-0,1.0,10e-1,1e30,1E+21,1e-7,0.000001,333333333.3333333,9007199254740991,5e-324]',
  strings: '["\\u0041\\/\\u001f\\u007f\\b\\t\\n\\f\\r\\"\\\\","A\\u030a","\\u00c5","\\ud83d\\ude02"]',
  '64 levels': `${'['.repeat(64)}${']'.repeat(64)}`,
};

/** Texts that are refused, in hex because some are no text. */
const REFUSED: Readonly<Record<string, string>> = {
  'a key twice': toHexText('{"a":1,"a":2}'),
  'a key twice with one value': toHexText('{"a":1,"a":1}'),
  'a key twice in two spellings': toHexText('{"a":1,"\\u0061":2}'),
  '__proto__ twice': toHexText('{"__proto__":1,"__proto__":1}'),
  'half a surrogate pair': toHexText('["\\ud800"]'),
  'the halves in the wrong order': toHexText('["\\ude02\\ud83d"]'),
  'an integer beyond 2^53': toHexText('[9007199254740993]'),
  '2^53 as a decimal': toHexText('[9007199254740992.0]'),
  '10^21 as an integer': toHexText('[1000000000000000000000]'),
  'more digits than a double keeps': toHexText('[333333333.33333329]'),
  overflow: toHexText('[1e400]'),
  underflow: toHexText('[1e-400]'),
  'not a number': toHexText('[NaN]'),
  '65 levels': toHexText(`${'['.repeat(65)}${']'.repeat(65)}`),
  'a byte order mark': `efbbbf${toHexText('{}')}`,
  'a byte that is no UTF-8': `22ff22`,
  'an overlong encoding': `22c0af22`,
  'a surrogate in UTF-8': `22eda08022`,
  'a second value': toHexText('{} {}'),
  'a no-break space': toHexText('{}\u00a0'),
  nothing: '',
};

/** Every vector file's content by its name. */
export function protocolVectors(core: Core): Readonly<Record<string, JsonObject>> {
  return {
    'protocol-documents-1.json': documentVectors(core),
    'protocol-signatures-1.json': signatureVectors(core),
    'protocol-log-1.json': logVectors(core),
    'protocol-leaves-2.json': laterLeaves(core),
    'protocol-log-2.json': laterLeafVectors(core),
  };
}

/** How a vector file is written: its rows one per line. */
export function toVectorText(vectors: JsonObject): string {
  const fields = Object.entries(vectors).map(([name, value]) => `  ${JSON.stringify(name)}: ${toRows(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

/** Leaves of types that came after the first log was pinned. */
function laterLeaves(core: Core): JsonObject {
  const previous_root = core.toBase64(core.rootOf([]));
  const names = { origin: 'log.example/actions/r2', previous_origin: 'log.example/actions' };
  const restart = { ...names, previous_size: 840, previous_root, reason: 'The disk was lost.' };
  const leaves = [{ type: 'log.restart', v: 1, ...restart } as const];
  return {
    leaves: leaves.map((facts) => {
      const leaf = core.publicLeafText(facts);
      return { leaf, leaf_hash: core.toHex(core.leafHash(leaf)) };
    }),
  };
}

function documentVectors(core: Core): JsonObject {
  const accepted = Object.entries(ACCEPTED).map(([what, text]) => {
    const canonical = core.canonicalize(core.strictRead(text));
    return { what, text, canonical, digest: core.digestOf(canonical) };
  });
  const refused = Object.entries(REFUSED).map(([what, hex]) => ({ what, hex, reason: findReason(core, hex) }));
  return {
    note: 'Section 1 of docs/protocol.md: P-1 to P-8. `hex` is the bytes of the text.',
    accepted,
    refused,
  };
}

function findReason(core: Core, hex: string): string {
  try {
    core.strictRead(core.parseHex(hex));
    return 'accepted';
  } catch (error) {
    if (error instanceof core.StrictJsonError) return error.reason;
    throw error;
  }
}

function toHexText(text: string): string {
  return Buffer.from(text).toString('hex');
}

function toRows(value: Json | undefined): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return `[\n${value.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
}
