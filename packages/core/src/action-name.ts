// Action names and what follows from one: its namespace, the name a model sees, and which other names it collides with.
// The model name loses nothing, so an agent's tool call leads back to exactly one action.
import { ActionName, RegistryError } from '@action-registry/schema';
import { distance } from 'fastest-levenshtein';

/** Namespaces that nobody may claim. */
const RESERVED_NAMESPACES: ReadonlySet<string> = new Set(['core']);

/** True for lawful action names (model.md §1), such as `files.move`. */
export function isActionName(value: unknown): value is string {
  return ActionName.safeParse(value).success;
}

/** Returns a lawful name as it is; throws INVALID_NAME, with the nearest lawful spelling where there is one. */
export function parseActionName(text: string): string {
  const parsed = ActionName.safeParse(text);
  if (parsed.success) return parsed.data;
  const problem = parsed.error.issues[0]?.message ?? 'is not a lawful action name';
  const lawful = toLawfulName(text);
  const question = lawful === undefined ? '' : ` Did you mean '${lawful}'?`;
  throw new RegistryError('INVALID_NAME', `The name '${text.slice(0, 80)}' ${problem}.${question}`, {
    details: {
      issues: [{ path: '', message: problem, ...(lawful === undefined ? {} : { suggestion: lawful }) }],
      ...(lawful === undefined ? {} : { suggestions: [{ value: lawful, distance: distance(text, lawful) }] }),
    },
  });
}

/** The lawful name nearest to a text by spelling (`Files/moveFile` → `files.move_file`), or undefined. */
export function toLawfulName(text: string): string | undefined {
  // No text this long can shrink to a lawful name that anyone meant.
  if (text.length > 200) return undefined;
  const segments = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^@/, '')
    .split(/[./:\\]+|__+/)
    .map((segment) => segment.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, ''));
  const name = segments.filter((segment) => segment !== '').join('.');
  return isActionName(name) ? name : undefined;
}

/** The name vendors' APIs see: `files.move` becomes `files__move`, at most 64 of `[a-z0-9_]`. */
export function toModelName(name: string): string {
  return name.replaceAll('.', '__');
}

/** The action name behind a model name, or undefined where no action name is written so. */
export function fromModelName(modelName: string): string | undefined {
  if (modelName.includes('.')) return undefined;
  const name = modelName.replaceAll('__', '.');
  return isActionName(name) ? name : undefined;
}

/** The first segment of a name; it belongs to one workspace. */
export function namespaceOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

/** Two names with one collision key cannot both exist: they differ in `.` and `_` only. */
export function collisionKey(name: string): string {
  return name.replaceAll('_', '.');
}

/** True for two names one edit apart: a character more, less or other, or two neighbours exchanged. */
export function isSimilarName(left: string, right: string): boolean {
  const edits = distance(left, right);
  return edits === 1 || (edits === 2 && left.length === right.length && isExchanged(left, right));
}

/** True for namespaces that nobody may claim. */
export function isReservedNamespace(namespace: string): boolean {
  return RESERVED_NAMESPACES.has(namespace);
}

function isExchanged(left: string, right: string): boolean {
  const at = [...left].findIndex((character, index) => character !== right[index]);
  return left.slice(at, at + 2) === [...right.slice(at, at + 2)].reverse().join('');
}
