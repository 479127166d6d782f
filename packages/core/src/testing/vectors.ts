// Where tests find their vectors: our own in `packages/core/vectors`, third-party suites in VECTORS_DIR (default
// `../shared/vectors` beside the project). A missing suite skips its tests, except where CI is set: there they fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const packageFolder = path.resolve(import.meta.dirname, '../..');
const suites = process.env.VECTORS_DIR ?? path.resolve(packageFolder, '../../../shared/vectors');

/** True where tests over this third-party folder or file must run. */
export function isSuiteExpected(name: string): boolean {
  return existsSync(path.join(suites, name)) || Boolean(process.env.CI);
}

/** The text of a third-party file. */
export function readSuiteText(name: string): string {
  return readFileSync(path.join(suites, name), 'utf8');
}

/** The parsed content of a third-party JSON file, in the shape the caller knows it to have. */
export function readSuite<Shape>(name: string): Shape {
  return JSON.parse(readSuiteText(name)) as Shape;
}

/** The paths of all JSON files below a third-party folder; none where it is absent. */
export function listSuite(name: string): string[] {
  if (!existsSync(path.join(suites, name))) return [];
  const files = readdirSync(path.join(suites, name), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.json')).map((file) => path.join(name, file));
}

/** The parsed content of one of our own vector files. */
export function readOwnVectors<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(path.join(packageFolder, 'vectors', name), 'utf8')) as Shape;
}

/** The parsed lines of a file of JSON lines among our own vectors. */
export function readOwnLines<Shape>(name: string): Shape[] {
  const lines = readFileSync(path.join(packageFolder, 'vectors', name), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as Shape);
}

/** The fields of `own_golden_release.json` that tests use. */
export type GoldenRelease = {
  seed_hex: string;
  trusted_keys: [{ kid: string; public_key: string }];
  rfc7638_thumbprint: string;
  document_jcs: string;
  digest: string;
  payload_type: string;
  statement_jcs: string;
  pae_utf8: string;
  signature_base64: string;
};
