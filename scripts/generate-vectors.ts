// Writes the golden vectors of docs/protocol.md that are not there yet into packages/core/vectors, and their hashes into its
// index. A file that is there is never written again: others hold such bytes, so what is new goes into a new file.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as core from '../packages/core/src/index.js';
import { protocolVectors, toVectorText } from '../packages/core/src/testing/protocol-vectors.js';
import { ROOT } from './workspace.mjs';

const FOLDER = path.join(ROOT, 'packages/core/vectors');
const INDEX = path.join(FOLDER, 'index.json');

function main(): void {
  for (const [name, vectors] of Object.entries(protocolVectors(core))) {
    const file = path.join(FOLDER, name);
    const text = toVectorText(vectors);
    if (!existsSync(file)) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) throw new Error(`${name} stands and is never edited: add a file`);
  }
  const standing = existsSync(INDEX) ? (JSON.parse(readFileSync(INDEX, 'utf8')) as Record<string, string>) : {};
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && name !== 'index.json');
  const added = names.filter((name) => standing[name] === undefined).map((name) => [name, hashOf(name)] as const);
  writeFileSync(INDEX, `${JSON.stringify({ ...standing, ...Object.fromEntries(added) }, null, 2)}\n`);
}

function hashOf(name: string): string {
  return createHash('sha256')
    .update(readFileSync(path.join(FOLDER, name)))
    .digest('hex');
}

main();
