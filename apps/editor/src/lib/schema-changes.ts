// What one schema says that another does not, keyword by keyword, so that nobody has to compare two schemas by eye: which values
// came and went, and which rule is another one.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { isSameJson } from './json-same.js';
import { schemaMessages as words } from './messages/schema.js';
import { describeLimits, describeType } from './schema-words.js';

/** What went and what came, as texts; `label` says of what, where the change is of more than one thing. */
export type ChangePart = { label?: string; went: string[]; came: string[] };

/** The parts of a schema's change; none where nothing changed. */
export function toSchemaParts(before: Json | undefined, after: Json | undefined): ChangePart[] {
  if (before === undefined || after === undefined || !isJsonObject(before) || !isJsonObject(after)) {
    const toParts = (
      schema: Json | undefined,
      side: (text: string) => Pick<ChangePart, 'went' | 'came'>,
    ): ChangePart[] =>
      schema === undefined ? [] : toShape(schema).map(({ text, ...label }) => ({ ...label, ...side(text) }));
    return [
      ...toParts(before, (text) => ({ went: [text], came: [] })),
      ...toParts(after, (text) => ({ went: [], came: [text] })),
    ];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => !isSameJson(before[keyword], after[keyword]))
    .map((keyword) => ({ label: words.keywords[keyword] ?? keyword, ...toKeywordPart(keyword, before, after) }));
}

function toKeywordPart(keyword: string, before: JsonObject, after: JsonObject): ChangePart {
  const [was, is] = [before[keyword], after[keyword]];
  if (keyword === 'enum' && Array.isArray(was) && Array.isArray(is)) return toListPart(was, is);
  return { went: was === undefined ? [] : [toText(was)], came: is === undefined ? [] : [toText(is)] };
}

/** What only one of two lists has; both in whole where only their order differs. */
export function toListPart(before: Json, after: Json): ChangePart {
  const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list.map(toText) : [toText(list)]));
  const went = (was ?? []).filter((each) => is?.includes(each) !== true);
  const came = (is ?? []).filter((each) => was?.includes(each) !== true);
  return went.length + came.length === 0 ? { went: [toText(before)], came: [toText(after)] } : { went, came };
}

/** A whole schema: its type and limits, and what it is for beside them; as JSON where it says more than that. */
function toShape(schema: Json): { label?: string; text: string }[] {
  if (!isJsonObject(schema)) return [{ text: describeType(schema) }];
  const { description, ...rules } = schema;
  const words = isTold(rules) ? toShapeWords(rules) : toText(rules);
  return [{ text: words }, ...(description === undefined ? [] : [{ label: 'description', text: toText(description) }])];
}

function toShapeWords(rules: JsonObject): string {
  const [type, [first = '', ...limits]] = [describeType(rules), describeLimits(rules)];
  // Which values there are completes “one of”.
  const shape = Array.isArray(rules.enum) ? `${type} ${first}` : [type, first].filter((text) => text !== '').join(', ');
  return [shape, ...limits].join(', ');
}

const TOLD = new Set([
  ...['type', 'format', 'enum', 'const', 'pattern', 'default'],
  ...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'],
]);

/** True when its type and limits are all that it says. */
function isTold({ items, ...rules }: JsonObject): boolean {
  if (items !== undefined && !(isJsonObject(items) && Object.keys(items).join() === 'type')) return false;
  return Object.keys(rules).every((keyword) => TOLD.has(keyword));
}

/** A text as it is, everything else as JSON. */
export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
