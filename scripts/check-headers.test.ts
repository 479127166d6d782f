import { expect, test } from 'vitest';
import { checkHeaders } from './check-headers.js';
import { makeTree } from './testing/make-tree.js';

test('asks one to four lines of comment of every source file, and of no other', () => {
  const root = makeTree({
    'packages/core/src/one.ts': '// Why.\nexport {};',
    'packages/core/src/block.ts': '/*\n Why.\n*/\nexport {};',
    'packages/core/src/none.ts': 'export {};',
    'packages/core/src/long.ts': '// 1\n// 2\n// 3\n// 4\n// 5\nexport {};',
    'packages/core/src/one.test.ts': 'test();',
    'packages/core/dist/one.js': 'export {};',
    'apps/cli/bin/actions.js': '#!/usr/bin/env node\n// Why.\nimport "x";',
    'apps/cli/bin/bare.js': '#!/usr/bin/env node\nimport "x";',
  });
  expect(checkHeaders(root)).toEqual([
    'apps/cli/bin/bare.js: opens with no comment saying why it exists',
    'packages/core/src/long.ts: opens with 5 lines of comment; 4 is the most',
    'packages/core/src/none.ts: opens with no comment saying why it exists',
  ]);
});
