import { expect, test } from 'vitest';
import { checkLayers } from './check-layers.js';
import { makeTree } from './testing/make-tree.js';

const on = (name: string) => ({ [`@action-registry/${name}`]: 'workspace:*' });

test('lets the arrows of the house through', () => {
  const root = makeTree({
    'packages/schema/package.json': { dependencies: { zod: 'catalog:' } },
    'packages/core/package.json': { dependencies: on('schema') },
    'packages/client/package.json': { dependencies: { ...on('schema'), ...on('core') }, devDependencies: on('server') },
    'apps/server/package.json': { dependencies: { ...on('schema'), ...on('core'), ...on('db') } },
    'e2e/package.json': { devDependencies: { ...on('server'), ...on('db') } },
  });
  expect(checkLayers(root)).toEqual([]);
});

test('refuses an arrow that points up or past a floor', () => {
  const root = makeTree({
    'packages/schema/package.json': { dependencies: on('core') },
    'packages/core/package.json': { devDependencies: on('db') },
    'apps/cli/package.json': { peerDependencies: on('db') },
    'packages/client/package.json': { dependencies: on('server') },
  });
  expect(checkLayers(root)).toEqual([
    'packages/client/package.json: dependencies may not name @action-registry/server',
    'packages/core/package.json: devDependencies may not name @action-registry/db',
    'packages/schema/package.json: dependencies may not name @action-registry/core',
    'apps/cli/package.json: dependencies may not name @action-registry/db',
  ]);
});

test('refuses a workspace that has no row', () => {
  const root = makeTree({ 'packages/utils/package.json': {} });
  expect(checkLayers(root)).toEqual([
    'packages/utils: a new workspace needs a row in ARROWS of scripts/check-layers.ts',
  ]);
});

test('refuses a reach into the files of another package, however it is written', () => {
  const root = makeTree({
    'packages/core/package.json': {},
    'packages/core/src/a.ts': "import {\n  Action,\n} from '../../schema/src/action.js';",
    'packages/core/src/b.ts': "export { Action } from '../../schema/src/action.js';",
    'packages/core/src/c.ts': "export const load = () => import('../../schema/src/action.js');",
    'packages/core/src/d.ts': "// import { Action } from '../../schema/src/action.js';\nimport './a.js';",
  });
  expect(checkLayers(root).map((problem) => problem.split(':')[0])).toEqual([
    'packages/core/src/a.ts',
    'packages/core/src/b.ts',
    'packages/core/src/c.ts',
  ]);
});

const server = (files: Record<string, string>) => makeTree({ 'apps/server/package.json': {}, ...files });

test('lets the server import downwards', () => {
  const root = server({
    'apps/server/src/main.ts': "import './server.js';\nimport './config.js';",
    'apps/server/src/server.ts': "import './rest.js';\nimport './router.js';",
    'apps/server/src/rest.ts': "import './router.js';\nimport './context.js';",
    'apps/server/src/router.ts': "import './routers/actions.js';",
    'apps/server/src/routers/actions.ts': "import '../services/get-action.js';\nimport '../trpc.js';",
    'apps/server/src/services/get-action.ts':
      "import type { Context } from '../context.js';\nimport './find-action.js';",
    'apps/server/src/auth.ts': "import './services/find-principal.js';",
  });
  expect(checkLayers(root)).toEqual([]);
});

test.each([
  ['services/get-action.ts', '../routers/actions.js', 'services may not import routers'],
  ['services/get-action.ts', '../rest.js', 'services may not import doors'],
  ['routers/actions.ts', '../router.js', 'routers may not import router'],
  ['router.ts', './server.js', 'router may not import server'],
  ['rest/paths.ts', '../server.js', 'doors may not import server'],
  ['server.ts', './main.js', 'server may not import main'],
  ['errors.ts', './routers/actions.js', 'common may not import routers'],
])('refuses %s importing %s', (file, target, problem) => {
  const root = server({ [`apps/server/src/${file}`]: `import { x } from '${target}';` });
  expect(checkLayers(root)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  ['features/browse/page.tsx', '../publish/state.js', 'features/browse may not import features/publish'],
  ['features/browse/page.tsx', '../../app/routes.js', 'features/browse may not import app'],
  ['components/button.tsx', '../features/browse/state.js', 'components may not import features/browse'],
  ['lib/client.ts', '../components/button.js', 'lib may not import components'],
])('refuses the editor’s %s importing %s', (file, target, problem) => {
  const root = makeTree({
    'apps/editor/package.json': {},
    'apps/editor/src/app/routes.tsx': "import '../features/browse/page.js';",
    [`apps/editor/src/${file}`]: `import { x } from '${target}';`,
  });
  expect(checkLayers(root)).toEqual([expect.stringContaining(problem)]);
});
