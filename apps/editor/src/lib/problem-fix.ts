// From what a rule or the registry said of a place to a finding: a whole sentence, what was probably meant, and the edit
// that makes it so. One way for every rule, so that each suggestion is one key press away wherever it is shown.
import type { Issue } from '@action-registry/schema';
import { editRemove, editRename, editValue } from './json-pointer-edit.js';
import { findMember, parsePointer } from './json-tree.js';
import { valueAt } from './json-value.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding, Fix } from './problems.js';

/** What a fix needs to know of a draft. */
type FixView = Pick<DraftView, 'text' | 'tree' | 'value'>;

/** Rules that are about a key; its value may be a text, but is not what was misspelt. */
const KEY_RULES = new Set(['keyword', 'additionalProperties']);

/** An issue as an error with its fix. */
export function toFinding(view: FixView, issue: Issue): Finding {
  const { path, message, suggestion, rule = '' } = issue;
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
  // Some rules ask it themselves.
  const isAsked = suggestion === undefined || sentence.includes('Did you mean');
  return {
    weight: 'error',
    path,
    range: KEY_RULES.has(rule) ? keyRange(view, path) : undefined,
    message: isAsked ? sentence : sentence + problemMessages.meant(suggestion),
    fix: suggestion === undefined ? toRemoval(view, issue) : toFix(view, issue, suggestion),
  };
}

/** Where the key of a member stands; undefined where the path leads to none. */
function keyRange({ tree }: Pick<DraftView, 'tree'>, path: string): Finding['range'] {
  const member = findMember(tree, path);
  return member && { from: member.keyFrom, to: member.keyTo };
}

/** A wrong value is replaced; a key that does not belong is renamed. */
function toFix(view: FixView, issue: Issue, suggestion: string): Fix | undefined {
  const { path, rule = '' } = issue;
  const value = valueAt(view.value, parsePointer(path));
  const member = findMember(view.tree, path);
  const isKey = member !== undefined && (KEY_RULES.has(rule) || typeof value !== 'string');
  const edits = isKey ? editRename(view, path, suggestion) : editValue(view, path, { value: suggestion });
  // The right key may stand there already.
  if (edits.length === 0) return toRemoval(view, issue);
  const words = isKey ? problemMessages.renameTo : problemMessages.replaceBy;
  return { label: words(suggestion), edits };
}

/** A key that must not be there, and is no other one misspelt, can only go. */
function toRemoval(view: FixView, { path, rule }: Issue): Fix | undefined {
  const member = rule === 'additionalProperties' ? findMember(view.tree, path) : undefined;
  return member && removeFix(view, path, member.key);
}

/** Takes what is at a place away. */
export function removeFix(view: FixView, path: string, key: string): Fix {
  return { label: problemMessages.remove(key), edits: editRemove(view, path) };
}

/** The issues that a refusal lists in its details. */
export function issuesOf(details: unknown): Issue[] {
  const issues = typeof details === 'object' && details !== null && 'issues' in details ? details.issues : [];
  // The details of these codes, as the list of errors has them.
  return Array.isArray(issues) ? (issues as Issue[]) : [];
}
