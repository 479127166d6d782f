// What in a command will not do what it looks like: placeholders that nothing fills in, and inputs that the shell would
// split and expand because they stand without quotes.
import { findPromptVariables } from '@action-registry/core';
import { isJsonObject } from '@action-registry/schema';
import { editValue } from './json-pointer-edit.js';
import { findNode, offsetInString } from './json-tree.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding } from './problems.js';
import { propertyNames } from './problems-prompt.js';

const COMMAND = '/spec/cmd';

/** Warnings about a command's text; none for other kinds. PowerShell has other rules, so its variables are not judged. */
export function findCommandProblems(view: DraftView): Finding[] {
  const { kind, value } = view;
  const node = findNode(view.tree, COMMAND);
  const spec = isJsonObject(value.spec) ? value.spec : {};
  const { cmd, shell } = spec;
  if (kind !== 'command' || typeof cmd !== 'string' || node?.type !== 'string') return [];
  const rangeOf = (from: number, to: number) => ({
    from: offsetInString(view.text, node, from),
    to: offsetInString(view.text, node, to),
  });
  const placeholders = findPromptVariables(cmd)
    .filter(({ closed, name }) => closed && /^[\w.]+$/.test(name))
    .map(({ name, offset }) => ({
      weight: 'warning' as const,
      path: COMMAND,
      message: problemMessages.interpolation(name),
      range: rangeOf(offset, cmd.indexOf('}}', offset) + 2),
    }));
  const unquoted = shell === 'pwsh' ? [] : findUnquoted(cmd, propertyNames(view));
  return [
    ...placeholders,
    ...unquoted.map(({ name, from, to }) => {
      const quoted = `${cmd.slice(0, from)}"${cmd.slice(from, to)}"${cmd.slice(to)}`;
      return {
        weight: 'warning' as const,
        path: COMMAND,
        message: problemMessages.unquoted(name),
        range: rangeOf(from, to),
        fix: { label: problemMessages.quote(name), edits: editValue(view, COMMAND, { value: quoted }) },
      };
    }),
  ];
}

/** Where an input stands as `$name` or `${name}` outside quotes and comments. */
function findUnquoted(command: string, names: readonly string[]): { name: string; from: number; to: number }[] {
  const known = new Set(names);
  const tokens = /\\[\s\S]|'[^']*'?|"(?:\\[\s\S]|[^"\\])*"?|(?<=^|[\s;])#[^\n]*|\$(?:\{(\w+)\}|(\w+))/g;
  return [...command.matchAll(tokens)].flatMap((match) => {
    const name = match[1] ?? match[2];
    if (name === undefined || !known.has(name)) return [];
    return [{ name, from: match.index, to: match.index + match[0].length }];
  });
}
