// What is wrong with a draft, in one list for form, JSON and panel. The rules are core's own, so that what is an error here
// is what saving refuses and what is a warning here is what it warns of. Each has a place, and some a way to mend it.
import type { Catalogues } from '@action-registry/core';
import type { Issue, Json, JsonObject, Kind } from '@action-registry/schema';
import type { DraftState } from './draft-document.js';
import { isSameJson } from './json-same.js';
import { parsePointer, rangeOf } from './json-tree.js';
import { valueAt } from './json-value.js';
import { problemMessages } from './messages/draft.js';
import { toFinding } from './problem-fix.js';
import { toPageQuotes } from './quotes.js';
import type { ProblemRules } from './rules-loader.js';
import type { TextEdit } from './text-edit.js';

/** `error` keeps a draft from being saved, `publish` from being published; a `warning` is for people to weigh. */
export type Weight = 'error' | 'publish' | 'warning';

/** A way to mend a problem. */
export type Fix = { label: string; edits: readonly TextEdit[] };

/** One problem; `path` is an RFC 6901 pointer, `range` its place in the text, `note` what else helps to mend it. */
export type Problem = {
  id: string;
  weight: Weight;
  path: string;
  message: string;
  range: { from: number; to: number };
  fix?: Fix | undefined;
  note?: string | undefined;
};

/** A problem before it has an id; without a range it is where its path leads. */
export type Finding = Omit<Problem, 'id' | 'range'> & { range?: Problem['range'] | undefined };

/** What a rule looks at. */
export type DraftView = {
  kind: Kind;
  text: string;
  value: JsonObject;
  tree: NonNullable<DraftState['tree']>;
  defaultModel: string;
  /** What a device's commands are checked against; undefined where only the registry can tell. */
  catalogues?: Catalogues | undefined;
};

/** What the registry said about the value at a path; it counts until that value is another one. */
export type ServerNote = Issue & { weight: Weight; about: Json | undefined };

/** What a draft is held against; without the rules only what the registry said of it is known. */
export type ProblemOptions = {
  kind: Kind;
  defaultModel: string;
  rules: Pick<ProblemRules, 'findRuleProblems'> | undefined;
  notes?: readonly ServerNote[];
  catalogues?: Catalogues | undefined;
};

/** Everything that is wrong, in the order of the text; while the text cannot be read, only why. */
export function findProblems(state: DraftState, options: ProblemOptions): Problem[] {
  const { text, value, tree, problem } = state;
  if (problem !== undefined || tree === undefined) return [toTextProblem(state)];
  const { rules, notes = [], ...known } = options;
  const view: DraftView = { ...known, text, value, tree };
  const findings = rules?.findRuleProblems(view) ?? [];
  const standing = notes
    .filter(({ path, about }) => isSameJson(valueAt(value, parsePointer(path)), about))
    .map((note) => ({ ...toFinding(view, note), weight: note.weight }))
    .filter((note) => !findings.some(({ path, message }) => path === note.path && message === note.message));
  return toProblems(view, [...findings, ...standing]);
}

/** Gives findings their places and ids, and puts them in the order of the text. */
export function toProblems({ tree }: Pick<DraftView, 'tree'>, findings: readonly Finding[]): Problem[] {
  const counts = new Map<string, number>();
  return findings
    .map((finding) => {
      const key = `${finding.path} ${finding.message}`;
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      const { weight, path, fix } = finding;
      const [message, note] = [toPageQuotes(finding.message), finding.note && toPageQuotes(finding.note)];
      return { weight, path, message, fix, note, id: `${key} ${count}`, range: finding.range ?? rangeOf(tree, path) };
    })
    .sort((a, b) => a.range.from - b.range.from);
}

/** How many of a list keep the draft from being saved. */
export function countErrors(problems: readonly Problem[]): number {
  return problems.filter(({ weight }) => weight === 'error').length;
}

/** The first problem of a field itself or of what is below it. */
export function problemAt(problems: readonly Problem[], path: string): Problem | undefined {
  const own = problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}/`));
  return own.find(({ weight }) => weight === 'error') ?? own.find(({ weight }) => weight === 'publish') ?? own[0];
}

/** The line (from 1) of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function toTextProblem({ text, problem }: DraftState): Problem {
  const offset = Math.min(problem?.offset ?? 0, text.length);
  const reason = problem?.reason ?? 'syntax';
  const message =
    reason === 'not_an_object'
      ? problemMessages.notAnObject
      : (problemMessages.broken[reason] ?? problemMessages.notJson);
  const range = { from: offset, to: Math.min(offset + 1, text.length) };
  return { id: `text ${reason}`, weight: 'error', path: '', message, range };
}
