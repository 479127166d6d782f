// A catalogue's text held against core's own rules before anything is sent: every problem with its place in the text, and a way
// to mend it where one is near. The registry judges again; it alone knows what stands.
import { assertCatalogue, StrictJsonError, strictRead, suggest, toInvalidInput } from '@action-registry/core';
import {
  CatalogueContent,
  type CatalogueSummary,
  type Issue,
  isJsonObject,
  isRegistryError,
  type Json,
  LIMITS,
} from '@action-registry/schema';
import { findMember, findNode, type JsonNode, parentPointer, parseTree } from '../../lib/json-tree.js';
import { importMessages } from '../../lib/messages/catalogue-import.js';
import { problemMessages } from '../../lib/messages/draft.js';
import { toPageQuotes } from '../../lib/quotes.js';

/** What is wrong, where (`line` from 1, the span in the text), and the text with it mended. */
export type FileProblem = {
  path: string;
  message: string;
  line: number;
  range: { from: number; to: number };
  fix?: { label: string; text: string };
};

/** A text that was read: a catalogue, or what keeps it from being one. */
export type CheckedFile =
  | { content: CatalogueContent; problems: [] }
  | { content?: undefined; problems: FileProblem[] };

/** What the registry reads of one call; the catalogue is one of at most three fields of it. */
const READ_LIMITS = { maxBytes: LIMITS.bodyBytes, maxKeys: LIMITS.catalogueKeys - 3 };

type Source = { text: string; tree: JsonNode };

/** Reads a text and checks it beside the device models that stand. */
export function checkCatalogueText(text: string, models: readonly CatalogueSummary[]): CheckedFile {
  let value: Json;
  try {
    value = strictRead(text, READ_LIMITS);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return { problems: [toTextProblem(text, error)] };
  }
  const tree = parseTree(text);
  if (tree === undefined || !isJsonObject(value))
    return { problems: [{ ...PLACE_OF_ALL, path: '', message: importMessages.notAnObject }] };
  const source: Source = { text, tree };
  const parsed = CatalogueContent.safeParse(value);
  if (!parsed.success) {
    const { details } = toInvalidInput(parsed.error, value, { schema: CatalogueContent });
    return { problems: issuesOf(details).map((issue) => toProblem(source, issue)) };
  }
  const issues = findRuleIssues(parsed.data, models);
  if (issues.length > 0) return { problems: issues.map((issue) => toProblem(source, issue)) };
  return { content: parsed.data, problems: [] };
}

/** The text with another version; the rest stays as it is written. */
export function withVersion(text: string, version: string): string {
  const node = findNode(parseTree(text), '/version');
  return node === undefined ? text : replaceSpan(text, node, version);
}

const PLACE_OF_ALL = { line: 1, range: { from: 0, to: 0 } };

function toTextProblem(text: string, { reason, offset, pointer }: StrictJsonError): FileProblem {
  const from = Math.min(offset, text.length);
  return {
    path: pointer,
    message: problemMessages.broken[reason] ?? problemMessages.notJson,
    line: lineOf(text, from),
    range: { from, to: Math.min(from + 1, text.length) },
  };
}

/** What core's rules say; of what a model extends it is enough to know what that extends in turn. */
function findRuleIssues(content: CatalogueContent, models: readonly CatalogueSummary[]): Issue[] {
  const standing = new Map(models.map((model) => [model.device_model, { ...toHead(model), commands: [] }]));
  try {
    assertCatalogue(content, (model) => standing.get(model), { models: standing.keys() });
    return [];
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return issuesOf(error.details).map((issue) =>
      issue.rule === 'extends' ? toUnknownBase(content.extends ?? '', [...standing.keys()]) : issue,
    );
  }
}

function toHead({ device_model, version, extends: base }: CatalogueSummary) {
  return { device_model, version, ...(base !== undefined && { extends: base }) };
}

function toUnknownBase(base: string, models: readonly string[]): Issue {
  const [near] = suggest(base, models);
  const message = importMessages.unknownExtends(base);
  return { path: '/extends', message, ...(near !== undefined && { suggestion: near.value }) };
}

function issuesOf(details: unknown): Issue[] {
  // The catalogue of errors types the details of these codes.
  const { issues = [] } = details as { issues?: Issue[] };
  return issues;
}

function toProblem({ text, tree }: Source, issue: Issue): FileProblem {
  const { path, message, suggestion } = issue;
  const node = findNearest(tree, path);
  const member = isKeyIssue(tree, issue) ? findMember(tree, path) : undefined;
  const range = member === undefined ? { from: node.from, to: node.to } : { from: member.keyFrom, to: member.keyTo };
  const said = toPageQuotes(toSentence(message));
  const place = { path, line: lineOf(text, range.from), range };
  // A template names a parameter inside its text: there is more in it than the name.
  if (suggestion === undefined || (member === undefined && text.slice(range.from, range.to).includes('{{')))
    return { ...place, message: said };
  const label = member === undefined ? problemMessages.replaceBy(suggestion) : problemMessages.renameTo(suggestion);
  const fix = { label, text: replaceSpan(text, range, suggestion) };
  return { ...place, message: `${said}${problemMessages.meant(suggestion)}`, fix };
}

/** True when it is the key that does not belong, and not its value. */
function isKeyIssue(tree: JsonNode, { path, rule, message }: Issue): boolean {
  return rule === 'keyword' || message === UNKNOWN_FIELD || findNode(tree, path)?.type !== 'string';
}

/** How core words a key that a schema of fixed fields does not have. */
const UNKNOWN_FIELD = 'is not a known field';

/** The value at a pointer, or the nearest that it would be in. */
function findNearest(tree: JsonNode, path: string): JsonNode {
  for (let at = path; at !== ''; at = parentPointer(at)) {
    const node = findNode(tree, at);
    if (node !== undefined) return node;
  }
  return { type: 'literal', from: tree.from, to: tree.from + 1 };
}

function replaceSpan(text: string, { from, to }: { from: number; to: number }, value: string): string {
  return text.slice(0, from) + JSON.stringify(value) + text.slice(to);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function toSentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}
