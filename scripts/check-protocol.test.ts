import { expect, test } from 'vitest';
import { checkProtocol } from './check-protocol.js';
import { makeTree } from './testing/make-tree.js';

const PAGE = '# Protocol\n\n- **[P-1]** A rule, see P-2.\n- **[P-2]** Another.\n';
const source = (text: string) => ({ 'packages/core/src/rule.ts': text });

test('accepts a page whose rules are all cited, by a comment or by the name of a test', () => {
  const files = { ...source('// Keeps it (P-1).'), 'e2e/src/rule.test.ts': "test('refuses it (P-2)', () => {});" };
  expect(checkProtocol(makeTree({ 'docs/protocol.md': PAGE, ...files }))).toEqual([]);
});

test.each([
  ['a rule that nothing cites', PAGE, '// P-1', 'docs/protocol.md: no comment or test cites P-2'],
  ['a rule that stands twice', `${PAGE}- **[P-1]** Again.\n`, '// P-1 P-2', 'docs/protocol.md: P-1 stands twice'],
  ['a citation of no rule', PAGE, '// P-1 P-2 P-3', 'packages/core/src/rule.ts: cites P-3, which is no rule'],
  ['a mention of no rule', `${PAGE}See P-4.\n`, '// P-1 P-2', 'docs/protocol.md: names P-4, which is no rule'],
])('tells %s', (_, page, code, problem) => {
  expect(checkProtocol(makeTree({ 'docs/protocol.md': page, ...source(code) }))).toEqual([problem]);
});

test('tells a missing page', () => {
  expect(checkProtocol(makeTree(source('')))).toEqual(['docs/protocol.md: is missing']);
});
