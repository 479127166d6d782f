import { expect, test } from 'vitest';
import { checkDocLinks } from './check-doc-links.js';
import { makeTree } from './testing/make-tree.js';

const manifest = { scripts: { start: '', test: '', check: '', 'db:generate': '' } };

function problemsOf(page: string, files: Record<string, string> = {}): string[] {
  return checkDocLinks(makeTree({ 'package.json': manifest, 'docs/page.md': page, ...files }));
}

test('accepts what exists: files, folders, headings, paths and commands', () => {
  const page = [
    '# A page: `code`, and more',
    '[up](../README.md) [folder](../packages) [self](#a-page-code-and-more) [other](guide.md#set-up-1)',
    '[web](https://example.org/x) `packages/core/src/sign.ts` `packages/*/src` `.ci/run` `pnpm check`',
    '```sh\n$ npm start\npnpm db:generate && npm test -- packages/core\nnpx --no actions init\n```',
    '```json\n["not a link"](missing.md)\n```',
    'Use `releases[0](x)` at will.',
  ].join('\n\n');
  const files = {
    'README.md': '',
    'docs/guide.md': '## Set up\n\n## Set up\n',
    'packages/core/src/sign.ts': '',
    '.ci/run': '',
  };
  expect(problemsOf(page, files)).toEqual([]);
});

test.each([
  ['[gone](gone.md)', 'links to gone.md'],
  ['[gone]\n\n[gone]: gone.md', 'links to gone.md'],
  ['![picture](gone.png)', 'links to gone.png'],
  ['[out](../../other/README.md)', 'which does not exist'],
  ['[heading](#gone)', 'no such heading'],
  ['`packages/core/src/gone.ts`', 'names `packages/core/src/gone.ts`'],
  ['`packages/*/gone`', 'names `packages/*/gone`'],
  ['`GONE.md`', 'names `GONE.md`'],
  ['Run `pnpm gone`.', 'names `pnpm gone`'],
  ['```sh\nnpm run gone\n```', 'names `npm gone`'],
])('refuses %s', (page, problem) => {
  expect(problemsOf(page)).toEqual([expect.stringContaining(problem)]);
});
