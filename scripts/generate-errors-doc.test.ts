import { CLIENT_ERRORS, ERRORS } from '@action-registry/schema';
import { expect, test } from 'vitest';
import { checkErrorsDoc, renderErrorsDoc } from './generate-errors-doc.js';
import { makeTree } from './testing/make-tree.js';

test('has every code once, under its status', () => {
  const sections = renderErrorsDoc().split(/^## /m).slice(1);
  const codesByHeading = sections.map((section) => ({
    heading: section.split('\n')[0] ?? '',
    codes: [...section.matchAll(/^### (\w+)$/gm)].map((match) => match[1] ?? ''),
  }));
  const documented = codesByHeading.flatMap(({ codes }) => codes);
  expect(documented.toSorted()).toEqual([...Object.keys(ERRORS), ...Object.keys(CLIENT_ERRORS)].sort());
  for (const { heading, codes } of codesByHeading) {
    const statuses = codes.map((code) => (code in ERRORS ? ERRORS[code as keyof typeof ERRORS].status : 'client'));
    expect(new Set(statuses).size).toBe(1);
    if (statuses[0] !== 'client') expect(heading).toMatch(new RegExp(`^${statuses[0]} `));
  }
});

test('refuses a page that is stale or missing, and accepts a fresh one', () => {
  expect(checkErrorsDoc(makeTree({ 'docs/errors.md': renderErrorsDoc() }))).toEqual([]);
  expect(checkErrorsDoc(makeTree({ 'docs/errors.md': `${renderErrorsDoc()} ` }))).toHaveLength(1);
  expect(checkErrorsDoc(makeTree({}))).toHaveLength(1);
});
