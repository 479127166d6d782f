// `{{name}}` in a prompt refers to an input property. A variable that nothing fills reaches a model as it is written, so
// whatever does not fit together is a warning while the prompt is being written.
import {
  isJsonObject,
  type Json,
  type JsonObject,
  RegistryError,
  type Warning,
  type WarningCode,
} from '@action-registry/schema';
import { toMessage } from './invalid-input.js';
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

/**
 * Warnings for unclosed, unknown (with the nearest property) and unused variables, and for those that a call may leave out
 * (neither required nor with a default), which `renderPrompt` would then refuse; at most 20 of each.
 */
export function checkPromptVariables(prompt: string, inputSchema: JsonObject | undefined): Warning[] {
  const variables = findPromptVariables(prompt);
  const declared = isJsonObject(inputSchema?.properties) ? Object.keys(inputSchema.properties) : [];
  const known = new Set(declared);
  const unclosed = variables.filter(({ closed }) => !closed);
  const used = new Set(variables.filter(({ closed }) => closed).map(({ name }) => name));
  const unknown = [...used].filter((name) => !known.has(name));
  const unused = declared.filter((name) => !used.has(name));
  const optional = declared.filter((name) => used.has(name) && mayBeAbsent(name, inputSchema));
  return [
    ...toWarnings('variable_unclosed', unclosed, describeUnclosed),
    ...toWarnings('variable_unknown', unknown, (name) => describeUnknown(name, declared)),
    ...toWarnings('variable_unused', unused, (name) => ({
      path: toJsonPointer(['inputSchema', 'properties', name]),
      message: `The prompt does not use the input '${quote(name)}'.`,
    })),
    ...toWarnings('variable_missing', optional, (name) => ({
      path: toJsonPointer(['inputSchema', 'properties', name]),
      message: `The prompt needs '${quote(name)}', which a call may leave out: make it required or give it a default.`,
    })),
  ];
}

/**
 * A part of a rendered prompt, `text` in full as it stands in the result: `text` was written so, `value` was put in for the
 * variable `name`, `missing` is a variable without a value as it was written. `offset` is its place in the prompt.
 */
export type PromptPart = { type: 'text' | 'value' | 'missing'; text: string; name: string; offset: number };

/**
 * The parts of a prompt as a runner renders it. Each `{{name}}` becomes the input of that name, else the default that
 * `inputSchema` gives the property; a string as it is, any other value as its JSON text without blanks. What is put in is
 * not looked at again, and an unclosed `{{` stays as it is.
 */
export function renderPromptParts(prompt: string, input: JsonObject, inputSchema?: JsonObject): PromptPart[] {
  const parts: PromptPart[] = [];
  let at = 0;
  const addText = (to: number): void => {
    if (to > at) parts.push({ type: 'text', text: prompt.slice(at, to), name: '', offset: at });
  };
  for (const { 0: whole, 1: inner = '', 2: close, index: offset } of prompt.matchAll(VARIABLE)) {
    if (close === undefined) continue;
    addText(offset);
    const name = inner.trim();
    const value = Object.hasOwn(input, name) ? input[name] : defaultOf(name, inputSchema);
    const rest = { name, offset };
    if (value === undefined) parts.push({ type: 'missing', text: whole, ...rest });
    else parts.push({ type: 'value', text: typeof value === 'string' ? value : JSON.stringify(value), ...rest });
    at = offset + whole.length;
  }
  addText(prompt.length);
  return parts;
}

/**
 * The text of a prompt as a runner sends it: its parts joined. Throws INVALID_BODY naming every variable without a value.
 */
export function renderPrompt(spec: { prompt: string }, input: JsonObject, inputSchema?: JsonObject): string {
  const parts = renderPromptParts(spec.prompt, input, inputSchema);
  const missing = new Set(parts.filter(({ type }) => type === 'missing').map(({ name }) => name));
  if (missing.size === 0) return parts.map(({ text }) => text).join('');
  const issues = [...missing].slice(0, WARNINGS_MAX).map((name) => {
    const [nearest] = suggest(name, Object.keys(input));
    const suggestion = nearest === undefined ? {} : { suggestion: nearest.value };
    return { path: toJsonPointer([name]), message: 'is required: the prompt uses it', rule: 'required', ...suggestion };
  });
  throw new RegistryError('INVALID_BODY', toMessage(issues), { details: { issues } });
}

function propertyOf(name: string, inputSchema: JsonObject | undefined): Json | undefined {
  const properties = inputSchema?.properties;
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function defaultOf(name: string, inputSchema: JsonObject | undefined): Json | undefined {
  const property = propertyOf(name, inputSchema);
  return isJsonObject(property) && Object.hasOwn(property, 'default') ? property.default : undefined;
}

function mayBeAbsent(name: string, inputSchema: JsonObject | undefined): boolean {
  const required = inputSchema?.required;
  const isRequired = Array.isArray(required) && required.includes(name);
  return !isRequired && defaultOf(name, inputSchema) === undefined;
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
  if (name === '') return { path: PROMPT_POINTER, message: 'The braces are empty.' };
  const [nearest] = suggest(name, declared);
  const question = nearest === undefined ? '' : ` Did you mean '{{${nearest.value}}}'?`;
  return { path: PROMPT_POINTER, message: `No input is called '${quote(name)}', which the prompt uses.${question}` };
}

function quote(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
