// The protocol's numbered rules and the code that keeps them are held against each other: a rule that nothing cites is a promise
// without a keeper, and a citation of no rule points nowhere.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from './source-files.js';

const PAGE = 'docs/protocol.md';
const RULE = /^- \*\*\[(P-\d+)\]\*\*/gm;
const CITATION = /\bP-\d+\b/g;
/** Where rules are kept: sources and their tests, by comment or by name. */
const PLACES = /^(?:packages|apps|e2e)\//;

/** Rules that stand twice or are cited by no line of code, and citations of rules that there are not. */
export function checkProtocol(root: string): string[] {
  const page = path.join(root, PAGE);
  if (!existsSync(page)) return [`${PAGE}: is missing`];
  const text = readFileSync(page, 'utf8');
  const rules = [...text.matchAll(RULE)].map(([, rule = '']) => rule);
  const citations = findCitations(root);
  const mentions = [...text.matchAll(CITATION)].map(([rule]) => rule);
  const known = new Set(rules);
  return [
    ...rules.filter((rule, at) => rules.indexOf(rule) !== at).map((rule) => `${PAGE}: ${rule} stands twice`),
    ...rules.filter((rule) => !citations.has(rule)).map((rule) => `${PAGE}: no comment or test cites ${rule}`),
    ...mentions.filter((rule) => !known.has(rule)).map((rule) => `${PAGE}: names ${rule}, which is no rule`),
    ...[...citations]
      .filter(([rule]) => !known.has(rule))
      .map(([rule, file]) => `${file}: cites ${rule}, which is no rule`),
  ];
}

/** The first file that cites each rule. */
function findCitations(root: string): Map<string, string> {
  const files = listFiles(root, ['.ts', '.tsx']).filter((file) => PLACES.test(file));
  const found = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(CITATION)].map(([rule]) => [rule, file] as const),
  );
  return new Map(found.reverse());
}
