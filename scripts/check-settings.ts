// `.env.example` is the one list of settings that an operator reads; `SETTINGS` of the server's config.ts is the one that
// counts. They name the same variables.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const EXAMPLE = '.env.example';
const CONFIG = 'apps/server/src/config.ts';

/** Names assigned in an env file, those of commented-out examples (`# NAME=value`) included. */
export function namesInExample(text: string): string[] {
  return [...text.matchAll(/^(?:#\s*)?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? '');
}

/** The variables that a `SETTINGS` export stands for: a list of names, a list of `{ name }`, or an object keyed by name. */
export function namesInSettings(settings: unknown): string[] {
  if (Array.isArray(settings)) return settings.map((each) => (typeof each === 'string' ? each : String(each?.name)));
  return typeof settings === 'object' && settings !== null ? Object.keys(settings) : [];
}

/** How two lists of settings differ, one sentence per name. */
export function compareSettings(example: readonly string[], settings: readonly string[]): string[] {
  if (settings.length === 0) return [`${CONFIG}: exports no SETTINGS`];
  return [
    ...settings.filter((name) => !example.includes(name)).map((name) => `${EXAMPLE}: lacks ${name} of ${CONFIG}`),
    ...example
      .filter((name) => !settings.includes(name))
      .map((name) => `${EXAMPLE}: names ${name}, which ${CONFIG} does not read`),
    ...example
      .filter((name, index) => example.indexOf(name) !== index)
      .map((name) => `${EXAMPLE}: names ${name} twice`),
  ];
}

/** How `.env.example` and the server's settings differ. */
export async function checkSettings(root: string): Promise<string[]> {
  const [example, config] = [path.join(root, EXAMPLE), path.join(root, CONFIG)];
  const missing = [example, config].filter((file) => !existsSync(file));
  if (missing.length > 0) return missing.map((file) => `${path.relative(root, file)}: missing`);
  const { SETTINGS } = (await import(pathToFileURL(config).href)) as { SETTINGS?: unknown };
  return compareSettings(namesInExample(readFileSync(example, 'utf8')), namesInSettings(SETTINGS));
}
