import path from 'node:path';
import { expect, test } from 'vitest';
import { checkContractsDoc, renderContractsDoc } from './generate-contracts-doc.js';

const MARKS = '<!-- changes: written by pnpm fix from the table of the tests -->\nold\n<!-- end of changes -->';

test('each kind of change stands in the table with its verdicts and an example; a page without marks is refused', () => {
  const page = renderContractsDoc(`a\n${MARKS}\nb`);
  expect(page).toSatisfy((text: string) => text.startsWith('a\n') && text.endsWith('\nb'));
  expect(page).toMatch(/\| \*\*breaking\*\*: `/);
  expect(page).not.toContain('old\n');
  expect(() => renderContractsDoc('nothing')).toThrow('marks');
});

test('docs/contracts.md is fresh', () => {
  expect(checkContractsDoc(path.resolve(import.meta.dirname, '..'))).toEqual([]);
});
