// What a typed line says and how it could go on, for the box that tries lines out. Core decides what is known; here its answer
// becomes options that can be taken, each as the whole line that it would make.
import { type CommandCatalogue, checkLine, checkLineParams, type KnownCommand, suggest } from '@action-registry/core';
import { type Issue, isJsonObject, type LineVerdict } from '@action-registry/schema';
import { describeType, findChildren } from '../../lib/schema-words.js';

/** A way to go on: what it is called, what it is, and the line after it was taken. */
export type LineOption = { id: string; label: string; hint: string; line: string };

/** What is known of a line; `fixes` are ways to mend it, nearest first. */
export type LineState = LineVerdict & { issues: Issue[]; options: LineOption[]; fixes: LineOption[] };

const FIXES_MAX = 3;

/** Reads a line. */
export function readLine(line: string, catalogue: CommandCatalogue): LineState {
  const verdict = checkLine(line, catalogue);
  const command = catalogue.commands.get(verdict.command ?? '');
  if (command === undefined) {
    const options = verdict.completions.map((name) => toCommandOption(line, catalogue.commands.get(name), name));
    return { ...verdict, issues: [], options, fixes: verdict.verdict === 'unknown' ? options.slice(0, FIXES_MAX) : [] };
  }
  const { token, head } = splitLine(line);
  const isNaming = head.trim() === '';
  const partial = isNaming || token.includes('=') ? '' : token;
  // Parameters as JSON are written as JSON.
  if (/^\s*[^\s{]*\s*\{/.test(line))
    return { ...verdict, issues: checkLineParams(line, catalogue), options: [], fixes: [] };
  const wanted = verdict.completions.filter((each) => isNaming || each.startsWith(partial) || !each.includes('='));
  const options = wanted.map((each) =>
    catalogue.commands.has(each)
      ? toCommandOption(line, catalogue.commands.get(each), each)
      : toParamOption(line, each, command),
  );
  return { ...verdict, issues: checkLineParams(line, catalogue), options, fixes: findFixes(line, verdict, command) };
}

/** The word that is being typed, and what stands before it; blanks within quotes are part of the word. */
function splitLine(line: string): { head: string; token: string } {
  const token = /(?:[^\s"]|"(?:[^"\\]|\\.)*"?)*$/.exec(line)?.[0] ?? '';
  return { head: line.slice(0, line.length - token.length), token };
}

function toCommandOption(line: string, command: KnownCommand | undefined, name: string): LineOption {
  const rest = line.trimStart().replace(/^[^\s{]*/, '');
  return {
    id: `command-${name}`,
    label: name,
    hint: command === undefined ? '' : `${command.action_type} · ${command.description}`,
    line: rest.trim() === '' ? `${name} ` : name + rest,
  };
}

function toParamOption(line: string, text: string, { params_schema }: KnownCommand): LineOption {
  const at = text.indexOf('=');
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  const child = findChildren(params_schema).find((each) => each.name === name);
  const { head, token } = splitLine(line);
  // A word that is whole stays, and what follows stands behind it.
  const isPart = head.trim() !== '' && (text.startsWith(token) || token.startsWith(`${name}=`));
  const start = isPart ? head : `${line.trimEnd()} `;
  return {
    id: `param-${text}`,
    label: text,
    hint: value === '' && child !== undefined ? describeType(child.schema) : '',
    line: value === '' ? `${start}${text}` : `${start}${name}=${quote(value)} `,
  };
}

/** Text with blanks or quotes stands in quotes. */
function quote(value: string): string {
  return /[\s"]/.test(value) ? JSON.stringify(value) : value;
}

/** For each parameter that is misspelt, or whose value is near one of those it takes: the line with what was probably meant. */
function findFixes(line: string, { params = {} }: LineVerdict, { params_schema }: KnownCommand): LineOption[] {
  const declared = isJsonObject(params_schema.properties) ? params_schema.properties : {};
  const fixes = Object.entries(params).flatMap(([name, value]) => {
    const schema = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (schema === undefined) {
      const free = Object.keys(declared).filter((each) => !Object.hasOwn(params, each));
      return suggest(name, free).map(({ value: near }) => toFix(line, [name, '='], [near, '=']));
    }
    const values = isJsonObject(schema) && Array.isArray(schema.enum) ? schema.enum : undefined;
    if (values === undefined || values.includes(value)) return [];
    const near = suggest(String(value), values.map(String));
    return near.map((each) => toFix(line, [`${name}=`, String(value)], [`${name}=`, each.value]));
  });
  return fixes.flatMap((fix) => (fix.line === line ? [] : [fix])).slice(0, FIXES_MAX);
}

type Pair = readonly [string, string];

/** Replaces the first occurrence of a pair that stands as a word of its own. */
function toFix(line: string, from: Pair, to: Pair): LineOption {
  const at = ` ${line}`.indexOf(` ${from.join('')}`);
  const label = to.join('');
  const fixed = at < 0 ? line : line.slice(0, at) + label + line.slice(at + from.join('').length);
  return { id: `fix-${label}`, label: label.replace(/=$/, ''), hint: '', line: fixed };
}
