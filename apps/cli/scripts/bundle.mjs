// Makes the program's few files of many hundreds: reading a file costs more than running it, and a command line is started
// again for every command. Each command is a file of its own beside what it shares with others, so that a call loads what it
// runs. Nothing is installed beside it: whoever has the packed program has all of it, with the licences of what is inside.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const HOME = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIST = path.join(HOME, 'dist');
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
const SOURCE = '@action-registry/source';

/**
 * The folder of the package that a file belongs to.
 * @param {string} file
 * @returns {string}
 */
function findPackage(file) {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    // Some packages mark folders inside them with a package.json without a name.
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name !== undefined) return folder;
  }
  throw new Error(`${file} belongs to no package`);
}

/**
 * What a package says of its licence; throws when it says nothing.
 * @param {string} folder
 * @returns {string}
 */
function readNotice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-](?:md|txt|mit))?$/i.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  if (license === undefined && texts.length === 0) throw new Error(`${name}@${version} has no licence`);
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n');
}

/**
 * The licences of all packages that the inputs belong to, without our own.
 * @param {readonly string[]} inputs files
 * @returns {string}
 */
function toNotices(inputs) {
  const folders = new Set(inputs.filter((file) => file.includes('/node_modules/')).map(findPackage));
  const notices = [...folders].map(readNotice).sort();
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `The program contains parts of these packages.${rule}${notices.join(rule)}\n`;
}

const { output } = await build({
  cwd: HOME,
  input: { main: 'src/main.ts' },
  platform: 'node',
  // Our packages as they are written, so that an error's place is a line of ours.
  resolve: { conditionNames: [SOURCE, 'node', 'import', 'module', 'default'] },
  output: {
    dir: DIST,
    format: 'esm',
    sourcemap: true,
    sourcemapExcludeSources: true,
    chunkFileNames: 'parts/[name]-[hash].js',
  },
});
const chunks = output.filter(({ type }) => type === 'chunk');
writeFileSync(path.join(DIST, NOTICES), toNotices(chunks.flatMap(({ moduleIds }) => moduleIds)));

// What an earlier build left goes last: until then a program that is starting finds all of its parts.
const written = new Set([NOTICES, ...output.map(({ fileName }) => path.normalize(fileName))]);
for (const file of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  const name = path.relative(DIST, path.join(file.parentPath, file.name));
  if (file.isFile() && !written.has(name)) rmSync(path.join(DIST, name));
}
