import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUDGETS, checkEditorSize, measureEditor } from './check-editor-size.js';

const LIST = 'src/features/library/page.tsx';
const EDITOR = 'src/features/draft-editor/page.tsx';
const ACTION = 'src/features/action/page.tsx';
const DRAFT_RULES = 'src/lib/problem-rules.ts';
const DEVICE = ['src/features/draft-editor/device/device-fields.tsx', 'src/lib/device-catalogues.ts'] as const;
const DIFF = 'src/components/code-editor/diff-pane.tsx';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'check-editor-size-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Sizes = Partial<
  Record<'entry' | 'list' | 'editor' | 'code' | 'rules' | 'draftRules' | 'device' | 'diff' | 'worker' | 'css', number>
>;

/** A build whose files have that many kB of bytes that no compression makes smaller. */
function build(kB: Sizes, { isLate = true } = {}): string {
  const dist = path.join(root, 'apps/editor/dist');
  mkdirSync(path.join(dist, '.vite'), { recursive: true });
  const write = (file: string, size = 1): string => {
    writeFileSync(path.join(dist, file), randomBytes(size * 1000));
    return file;
  };
  const manifest = {
    'index.html': {
      file: write('entry.js', kB.entry),
      css: [write('all.css', kB.css)],
      imports: ['_shared.js'],
      dynamicImports: ['other.ts'],
    },
    // What other routes import later is no part of the editor, though its page imports the entry.
    'other.ts': { file: write('other.js', 500), assets: [write('compare-worker.js', kB.worker), write('font.woff2')] },
    '_shared.js': { file: write('shared.js') },
    [LIST]: { file: write('list.js', kB.list), imports: ['index.html', '_shared.js'] },
    [EDITOR]: {
      file: write('editor.js', kB.editor),
      imports: ['index.html', '_shared.js', '_rules.js', ...(isLate ? [] : [DRAFT_RULES])],
      dynamicImports: ['code.ts', DIFF, DRAFT_RULES, ...DEVICE],
    },
    [DRAFT_RULES]: { file: write('problem-rules.js', 1), imports: ['_shared.js', '_rules.js', '_validator.js'] },
    [DEVICE[0]]: { file: write('device-fields.js', kB.device), imports: ['index.html', EDITOR] },
    [DEVICE[1]]: { file: write('device-catalogues.js', 1), imports: ['_rules.js', '_validator.js'] },
    '_validator.js': { file: write('validator.js', kB.draftRules) },
    [ACTION]: { file: write('action.js', 300), imports: ['index.html', '_rules.js'] },
    '_rules.js': { file: write('rules.js', kB.rules) },
    [DIFF]: { file: write('diff.js', kB.diff), imports: ['code.ts'] },
    'code.ts': { file: write('code.js', kB.code) },
  };
  writeFileSync(path.join(dist, '.vite/manifest.json'), JSON.stringify(manifest));
  return dist;
}

test('the list counts with all it imports at once, the editor with what it may import later and without what is there', () => {
  const sizes = measureEditor(
    build({
      entry: 10,
      list: 20,
      editor: 30,
      code: 40,
      rules: 6,
      draftRules: 8,
      device: 3,
      diff: 7,
      worker: 9,
      css: 5,
    }),
  );
  expect(Math.round(sizes.initial)).toBe(31);
  expect(Math.round(sizes.editor)).toBe(70);
  expect(Math.round(sizes.rules)).toBe(6);
  expect(Math.round(sizes.draftRules)).toBe(9);
  expect(Math.round(sizes.device)).toBe(4);
  expect(Math.round(sizes.onDemand)).toBe(7);
  expect(Math.round(sizes.workers)).toBe(9);
  expect(Math.round(sizes.styles)).toBe(5);
  expect(checkEditorSize(root)).toEqual([]);
});

test('rules for drafts that the page imports at once weigh with the editor, whatever else imports them later', () => {
  const sizes = measureEditor(build({ editor: 30, code: 40, draftRules: 8 }, { isLate: false }));
  expect(Math.round(sizes.editor)).toBe(79);
  expect(sizes.draftRules).toBe(0);
});

test('each part that weighs too much is told', () => {
  const { initial, editor, rules, draftRules, device, onDemand, workers, styles } = BUDGETS;
  const [diff, worker, css] = [onDemand + 1, workers + 1, styles + 1];
  build({ list: initial, code: editor, rules: rules + 1, draftRules, device, diff, worker, css });
  const problems = checkEditorSize(root);
  expect(problems).toHaveLength(8);
  expect(problems[0]).toMatch(/list route weigh 167\.\d kB gzipped; 165 is the most/);
});

test('an editor that is not built is a problem, not a pass', () => {
  expect(checkEditorSize(root)).toEqual(['apps/editor/dist: is not built, so its size is not known']);
});
