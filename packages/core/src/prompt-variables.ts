// `{{name}}` in a prompt refers to an input property. A variable that nothing fills reaches a model as it is written, so
// whatever does not fit together is a warning while the prompt is being written.
import { isJsonObject, type JsonObject, type Warning, type WarningCode } from '@action-registry/schema';
import { toJsonPointer } from './strict-json-error.js';
import { suggest } from './suggest.js';

/** One `{{…}}` in a text: the name between the braces, trimmed, and the offset of the first brace in UTF-16 units. */
export type PromptVariable = { name: string; offset: number; closed: boolean };

/** More of one kind than a person reads. */
const WARNINGS_MAX = 20;
const PROMPT_POINTER = '/spec/prompt';
/** Braces end a name, so that an unclosed variable does not swallow the next one. */
const VARIABLE = /\{\{([^{}]*)(\}\})?/g;

/** Every `{{…}}` of a text, in order; an unclosed one has as its name what follows on its line. */
export function findPromptVariables(text: string): PromptVariable[] {
  return [...text.matchAll(VARIABLE)].map((match) => {
    const closed = match[2] !== undefined;
    const inner = match[1] ?? '';
    return { name: (closed ? inner : (inner.split('\n', 1)[0] ?? '')).trim(), offset: match.index, closed };
  });
}

/** Warnings for unclosed, unknown (with the nearest property) and unused variables; at most 20 of each. */
export function checkPromptVariables(prompt: string, inputSchema: JsonObject | undefined): Warning[] {
  const variables = findPromptVariables(prompt);
  const declared = isJsonObject(inputSchema?.properties) ? Object.keys(inputSchema.properties) : [];
  const known = new Set(declared);
  const unclosed = variables.filter(({ closed }) => !closed);
  const used = new Set(variables.filter(({ closed }) => closed).map(({ name }) => name));
  const unknown = [...used].filter((name) => !known.has(name));
  const unused = declared.filter((name) => !used.has(name));
  return [
    ...toWarnings('variable_unclosed', unclosed, describeUnclosed),
    ...toWarnings('variable_unknown', unknown, (name) => describeUnknown(name, declared)),
    ...toWarnings('variable_unused', unused, (name) => ({
      path: toJsonPointer(['inputSchema', 'properties', name]),
      message: `The prompt does not use the input '${quote(name)}'.`,
    })),
  ];
}

function toWarnings<Item>(
  code: WarningCode,
  items: readonly Item[],
  describe: (item: Item) => Omit<Warning, 'code'>,
): Warning[] {
  const warnings = items.slice(0, WARNINGS_MAX).map((item) => ({ code, ...describe(item) }));
  const rest = items.length - warnings.length;
  if (rest > 0) warnings.push({ code, path: PROMPT_POINTER, message: `There are ${rest} more of this kind.` });
  return warnings;
}

function describeUnclosed({ name, offset }: PromptVariable): Omit<Warning, 'code'> {
  return {
    path: PROMPT_POINTER,
    message: `The variable '{{${quote(name)}' at character ${offset} has no closing '}}'.`,
  };
}

function describeUnknown(name: string, declared: readonly string[]): Omit<Warning, 'code'> {
  const [nearest] = suggest(name, declared);
  const question = nearest === undefined ? '' : ` Did you mean '{{${nearest.value}}}'?`;
  return { path: PROMPT_POINTER, message: `No input is called '${quote(name)}', which the prompt uses.${question}` };
}

function quote(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
