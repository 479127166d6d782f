// What the checks read: the project's own files, without what is installed, built, recorded or bad on purpose.
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Folders of any of these names, and of these paths. */
const SKIPPED_NAMES = new Set(['node_modules', 'dist', 'fixtures', 'golden']);
const SKIPPED_PATHS = new Set(['data', 'coverage', 'screens']);

function isSkipped(folder: string): boolean {
  const name = path.posix.basename(folder);
  return SKIPPED_NAMES.has(name) || SKIPPED_PATHS.has(folder) || (name.startsWith('.') && name !== '.ci');
}

/** Paths below `root` in POSIX form, sorted, of files whose name ends with one of `endings`. */
export function listFiles(root: string, endings: readonly string[], folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return isSkipped(file) ? [] : listFiles(root, endings, file);
      return endings.some((ending) => entry.name.endsWith(ending)) ? [file] : [];
    })
    .sort();
}

/** Whether a path is that of a test or a type test. */
export function isTestFile(file: string): boolean {
  return /\.(test|test-d)\.tsx?$/.test(file);
}

const IMPORT = /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every module specifier that a TypeScript or JavaScript text imports or re-exports, types included. */
export function findImports(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [IMPORT, DYNAMIC_IMPORT].flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}
