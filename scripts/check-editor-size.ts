// The editor's sizes as a browser fetches them, gzipped, held against their budgets: what the list needs at once, what
// editing needs on top of it, the rules that editing shares with verifying, the rules for drafts that are fetched once a draft
// is shown, what only the steps of a device need, what comes with a key press (comparing, searching in a text), what runs
// beside the page, and all styles. Measured from Vite's manifest.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = 'apps/editor/dist';
const ENTRY = 'index.html';
const LIST = 'src/features/library/page.tsx';
const EDITOR = 'src/features/draft-editor/page.tsx';
const ACTION = 'src/features/action/page.tsx';
const DRAFT_RULES = 'src/lib/problem-rules.ts';
const DEVICE = ['src/features/draft-editor/device/device-fields.tsx', 'src/lib/device-catalogues.ts'];
const ON_DEMAND = ['src/components/code-editor/diff-pane.tsx', 'src/components/code-editor/search.ts'];

/**
 * The most that each part may weigh, in kB of 1000 bytes, gzipped. What compares contracts brings the tables of Unicode with its
 * automata; it is fetched by a worker, where a draft follows a release, and holds up nobody.
 */
export const BUDGETS = {
  initial: 165,
  editor: 175,
  rules: 42,
  draftRules: 26,
  device: 12,
  onDemand: 20,
  workers: 270,
  styles: 15,
} as const;
type Part = keyof typeof BUDGETS;

const NAMES: Readonly<Record<Part, string>> = {
  initial: 'scripts of the list route',
  editor: 'scripts of the draft editor, beside those of the list and the rules',
  rules: 'schemas and rules that the draft editor shares with the action page',
  draftRules: 'rules for drafts, their schemas and commands, which come once a draft is shown,',
  device: 'fields and catalogues of devices, which come with the first device,',
  onDemand: 'comparing and searching in the draft editor',
  workers: 'what compares contracts beside the page',
  styles: 'all styles',
};

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[]; assets?: string[] };
type Manifest = Readonly<Record<string, Chunk>>;

type Reach = { dynamic: boolean; known?: ReadonlySet<string> };

/** The keys of chunks and of all that they import; with `dynamic` also of what they may import later; without what is `known`. */
function reach(manifest: Manifest, keys: readonly string[], { dynamic, known = new Set() }: Reach): Set<string> {
  const reached = new Set<string>();
  const open = [...keys];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no chunk ${key}`);
    if (reached.has(key) || known.has(key)) continue;
    reached.add(key);
    open.push(...(chunk.imports ?? []), ...(dynamic ? (chunk.dynamicImports ?? []) : []));
  }
  return reached;
}

function isStyle(file: string): boolean {
  return file.endsWith('.css');
}

function isWorker(file: string): boolean {
  return /-worker[^/]*\.js$/.test(file);
}

/** The gzipped size of each part of the build in `dist`, in kB. */
export function measureEditor(dist: string): Record<Part, number> {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
  const initial = reach(manifest, [ENTRY, LIST], { dynamic: false });
  const action = reach(manifest, [ACTION], { dynamic: true, known: initial });
  const whole = reach(manifest, [EDITOR], { dynamic: true, known: initial });
  const later = new Set([...initial, ...ON_DEMAND, ...DEVICE, DRAFT_RULES]);
  const atOnce = reach(manifest, [EDITOR], { dynamic: true, known: later });
  // What the page imports at once is never later, wherever else it is imported.
  for (const key of reach(manifest, [EDITOR], { dynamic: false, known: initial })) atOnce.add(key);
  const shown = reach(manifest, [DRAFT_RULES], { dynamic: true, known: new Set([...initial, ...atOnce]) });
  const known = new Set([...initial, ...atOnce, ...shown, ...action]);
  const device = reach(manifest, DEVICE, { dynamic: true, known });
  const filesOf = (keys: Iterable<string>) => [...keys].map((key) => manifest[key]?.file ?? '');
  const weigh = (files: Iterable<string>): number =>
    [...new Set(files)].reduce(
      (sum, file) => sum + gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length,
      0,
    ) / 1000;
  return {
    initial: weigh(filesOf(initial)),
    editor: weigh(filesOf([...atOnce].filter((key) => !action.has(key)))),
    rules: weigh(filesOf([...atOnce, ...shown].filter((key) => action.has(key)))),
    draftRules: weigh(filesOf([...shown].filter((key) => !action.has(key)))),
    device: weigh(filesOf(device)),
    onDemand: weigh(filesOf([...whole].filter((key) => [atOnce, shown, device].every((part) => !part.has(key))))),
    workers: weigh(Object.values(manifest).flatMap(({ assets = [] }) => assets.filter(isWorker))),
    styles: weigh(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css].filter(isStyle))),
  };
}

/** What weighs more than it may, one sentence each. */
export function checkEditorSize(root: string): string[] {
  const dist = path.join(root, DIST);
  if (!existsSync(path.join(dist, '.vite/manifest.json'))) return [`${DIST}: is not built, so its size is not known`];
  const sizes = measureEditor(dist);
  return (Object.keys(BUDGETS) as Part[])
    .filter((part) => sizes[part] > BUDGETS[part])
    .map((part) => `${DIST}: ${NAMES[part]} weigh ${sizes[part].toFixed(1)} kB gzipped; ${BUDGETS[part]} is the most`);
}
