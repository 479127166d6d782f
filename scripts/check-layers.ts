// The arrows of the house: which package may depend on which, and which file of the server or the editor may import
// which. What a package may import by name follows from its package.json, so only the arrows there are checked.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findImports, isTestFile, listFiles } from './source-files.js';

const SCOPE = '@action-registry/';

type Arrows = { runtime: readonly string[]; types?: readonly string[] };

const EVERYTHING = ['schema', 'core', 'db', 'client', 'server', 'cli', 'editor'];

/** A workspace's row: what it may depend on, and what it may take types from (as a devDependency). */
const ARROWS: Readonly<Record<string, Arrows>> = {
  schema: { runtime: [] },
  core: { runtime: ['schema'] },
  db: { runtime: ['schema'] },
  client: { runtime: ['schema', 'core'], types: ['server'] },
  server: { runtime: ['schema', 'core', 'db'] },
  cli: { runtime: ['schema', 'core', 'client'] },
  editor: { runtime: ['schema', 'core', 'client'] },
  e2e: { runtime: EVERYTHING },
  bench: { runtime: EVERYTHING },
  examples: { runtime: ['schema', 'core', 'client'] },
};

/**
 * The server's floors, from the composition root down. A file imports its own floor or a lower one. What is named here
 * by no row (context, errors, auth and the like) is common ground: any floor uses it, and it uses services at most.
 */
const SERVER_FLOORS: readonly { name: string; files: RegExp }[] = [
  { name: 'main', files: /^(?:main|start-registry)\.ts$/ },
  { name: 'server', files: /^server\.ts$/ },
  { name: 'doors', files: /^(?:(?:rest|mcp|openapi|static|events)(?:-[a-z-]+)?\.ts|(?:doors|rest|mcp)\/.+)$/ },
  { name: 'router', files: /^router\.ts$/ },
  { name: 'routers', files: /^routers\// },
  { name: 'common', files: /^(?!services\/)/ },
  { name: 'services', files: /^services\// },
];

type Manifest = Partial<Record<'dependencies' | 'devDependencies' | 'peerDependencies', Record<string, string>>>;

function listWorkspaces(root: string): string[] {
  const groups = ['packages', 'apps'].flatMap((group) => {
    const folder = path.join(root, group);
    return existsSync(folder) ? readdirSync(folder).map((name) => `${group}/${name}`) : [];
  });
  return [...groups, 'e2e', 'bench', 'examples'].filter((folder) =>
    existsSync(path.join(root, folder, 'package.json')),
  );
}

function ownDependencies(dependencies: Record<string, string> = {}): string[] {
  return Object.keys(dependencies).flatMap((name) => (name.startsWith(SCOPE) ? [name.slice(SCOPE.length)] : []));
}

function checkManifest(root: string, workspace: string): string[] {
  const name = path.basename(workspace);
  const arrows = ARROWS[name];
  if (arrows === undefined) return [`${workspace}: a new workspace needs a row in ARROWS of scripts/check-layers.ts`];
  const manifest = JSON.parse(readFileSync(path.join(root, workspace, 'package.json'), 'utf8')) as Manifest;
  const atRunTime = [...ownDependencies(manifest.dependencies), ...ownDependencies(manifest.peerDependencies)];
  const problems = (targets: string[], allowed: readonly string[], field: string) =>
    targets
      .filter((target) => !allowed.includes(target))
      .map((target) => `${workspace}/package.json: ${field} may not name ${SCOPE}${target}`);
  return [
    ...problems(atRunTime, arrows.runtime, 'dependencies'),
    ...problems(
      ownDependencies(manifest.devDependencies),
      [...arrows.runtime, ...(arrows.types ?? [])],
      'devDependencies',
    ),
  ];
}

type Edge = { workspace: string; from: string; to: string };

/** Relative imports of a workspace's files, with `from` and `to` below the workspace's folder. */
function listEdges(root: string, workspace: string): Edge[] {
  const folder = path.join(root, workspace);
  return listFiles(folder, ['.ts', '.tsx', '.mjs', '.js']).flatMap((from) =>
    findImports(readFileSync(path.join(folder, from), 'utf8'))
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => {
        const target = path.posix.join(path.posix.dirname(from), specifier);
        return { workspace, from, to: target.replace(/\.js$/, '.ts').replace(/\.jsx$/, '.tsx') };
      }),
  );
}

function checkReach({ workspace, from, to }: Edge): string[] {
  return to.startsWith('..')
    ? [`${workspace}/${from}: imports ${to} outside its own workspace; import the package by its name`]
    : [];
}

function serverFloor(file: string): number {
  const inSource = file.replace(/^src\//, '');
  return SERVER_FLOORS.findIndex(({ files }) => files.test(inSource));
}

function checkServer({ workspace, from, to }: Edge): string[] {
  if (workspace !== 'apps/server' || isTestFile(from) || !from.startsWith('src/') || !to.startsWith('src/')) return [];
  const [own, target] = [serverFloor(from), serverFloor(to)];
  const common = SERVER_FLOORS.findIndex(({ name }) => name === 'common');
  // Common ground is used by every floor, services included.
  if (target === common || own <= target) return [];
  const names = [own, target].map((floor) => SERVER_FLOORS[floor]?.name);
  return [`${workspace}/${from}: ${names[0]} may not import ${names[1]} (${to})`];
}

function checkEditor({ workspace, from, to }: Edge): string[] {
  if (workspace !== 'apps/editor' || isTestFile(from)) return [];
  const place = (file: string) => /^src\/(app|features\/[^/]+|components|lib)\//.exec(file)?.[1];
  const [own, target] = [place(from), place(to)];
  if (own === undefined || target === undefined || own === target || own === 'app') return [];
  const isDownwards = own.startsWith('features/')
    ? /^(components|lib)$/.test(target)
    : own === 'components' && target === 'lib';
  return isDownwards ? [] : [`${workspace}/${from}: ${own} may not import ${target} (${to})`];
}

/** Every breach of the arrows in the workspaces below `root`, one sentence each. */
export function checkLayers(root: string): string[] {
  return listWorkspaces(root).flatMap((workspace) => [
    ...checkManifest(root, workspace),
    ...listEdges(root, workspace).flatMap((edge) => [...checkReach(edge), ...checkServer(edge), ...checkEditor(edge)]),
  ]);
}
