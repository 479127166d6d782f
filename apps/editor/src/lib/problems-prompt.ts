// Variables of a prompt: core says which are unclosed, unknown, unused and may be absent; this finds where they stand and how to mend them.
import { checkPromptVariables, findPromptVariables, suggest } from '@action-registry/core';
import { isJsonObject, type WarningCode } from '@action-registry/schema';
import { editValue } from './json-pointer-edit.js';
import { findMember, findNode, type JsonNode, offsetInString } from './json-tree.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding, Fix } from './problems.js';

const PROMPT = '/spec/prompt';

/** Warnings about a prompt's variables; none for other kinds. */
export function findPromptProblems(view: DraftView): Finding[] {
  const { kind, value } = view;
  const node = findNode(view.tree, PROMPT);
  const prompt = isJsonObject(value.spec) ? value.spec.prompt : undefined;
  if (kind !== 'prompt' || typeof prompt !== 'string' || node?.type !== 'string') return [];
  const schema = isJsonObject(value.inputSchema) ? value.inputSchema : undefined;
  const places = findPlaces({ view, prompt, node });
  const seen = new Map<WarningCode, number>();
  return checkPromptVariables(prompt, schema).map(({ code, path, message }) => {
    const index = seen.get(code) ?? 0;
    seen.set(code, index + 1);
    if (code === 'variable_unused' || code === 'variable_missing') {
      const member = findMember(view.tree, path);
      return { weight: 'warning', path, message, range: member && { from: member.keyFrom, to: member.keyTo } };
    }
    return { weight: 'warning', path, message, ...places(code, index) };
  });
}

type PromptText = { view: DraftView; prompt: string; node: JsonNode };

/** Where the n-th warning of a code stands, in the order in which core gives them. */
function findPlaces({ view, prompt, node }: PromptText) {
  const declared = propertyNames(view);
  const variables = findPromptVariables(prompt);
  const unclosed = variables.filter(({ closed }) => !closed);
  const closed = variables.filter((variable) => variable.closed);
  const unknown = [...new Set(closed.map(({ name }) => name))].filter((name) => !declared.includes(name));
  const rangeOf = (from: number, to: number) => ({
    from: offsetInString(view.text, node, from),
    to: offsetInString(view.text, node, to),
  });
  return (code: WarningCode, index: number): Pick<Finding, 'range' | 'fix'> => {
    if (code === 'variable_unclosed') {
      const variable = unclosed[index];
      if (variable === undefined) return {};
      const end = endOfName(prompt, variable.offset);
      return { range: rangeOf(variable.offset, end), fix: insertFix(view, prompt, end) };
    }
    const name = unknown[index];
    const first = closed.find((variable) => variable.name === name);
    if (name === undefined || first === undefined) return {};
    const range = rangeOf(first.offset, prompt.indexOf('}}', first.offset) + 2);
    return { range, fix: renameFix({ view, prompt, node }, name, suggest(name, declared)[0]?.value) };
  };
}

/** The end of the word after the braces: where closing ones are missing. */
function endOfName(prompt: string, offset: number): number {
  const [match = ''] = /^\{\{\s*[\w.-]*/.exec(prompt.slice(offset)) ?? [];
  return offset + Math.max(match.trimEnd().length, 2);
}

function insertFix(view: DraftView, prompt: string, at: number): Fix {
  const value = `${prompt.slice(0, at)}}}${prompt.slice(at)}`;
  return { label: problemMessages.closeVariable, edits: editValue(view, PROMPT, { value }) };
}

function renameFix({ view, prompt }: PromptText, name: string, near: string | undefined): Fix | undefined {
  if (near === undefined) return undefined;
  const value = prompt.replaceAll(/\{\{([^{}]*)\}\}/g, (whole, inner: string) =>
    inner.trim() === name ? `{{${near}}}` : whole,
  );
  return { label: problemMessages.replaceBy(`{{${near}}}`), edits: editValue(view, PROMPT, { value }) };
}

/** The names of a draft's inputs. */
export function propertyNames({ value }: Pick<DraftView, 'value'>): string[] {
  const schema = value.inputSchema;
  return isJsonObject(schema) && isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
}
