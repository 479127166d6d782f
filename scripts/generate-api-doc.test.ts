import path from 'node:path';
import { expect, test } from 'vitest';
import { checkApiDoc, renderTable, replaceTable } from './generate-api-doc.js';

const ROOT = path.resolve(import.meta.dirname, '..');

test('the table names each procedure, who may call it and its route', () => {
  const table = renderTable({
    'keys.add': { _def: { meta: { permission: 'keys:manage', rest: { method: 'POST', path: '/keys' } } } },
    'actions.list': { _def: { meta: { permission: 'read' } } },
  });
  expect(table.split('\n').slice(2)).toEqual([
    '| `keys.add`     | keys:manage | `POST /keys` |',
    '| `actions.list` | readers     | —            |',
  ]);
});

test('only what is between the marks is replaced, and a page without marks is refused', () => {
  const page = 'a\n<!-- routes: written by pnpm fix from the router itself -->\nold\n<!-- end of routes -->\nb';
  expect(replaceTable(page, 'new')).toBe(
    'a\n<!-- routes: written by pnpm fix from the router itself -->\n\nnew\n\n<!-- end of routes -->\nb',
  );
  expect(() => replaceTable('nothing', 'new')).toThrow();
});

test('docs/api.md is fresh', async () => {
  expect(await checkApiDoc(ROOT)).toEqual([]);
});
