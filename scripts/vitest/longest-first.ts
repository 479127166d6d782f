// The order of test files: the longest go first, so that none of them runs alone at the end. Vitest knows how long each took
// once it ran them, and goes by size before: in a fresh clone these few would come late.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files of the end-to-end tests, longest first. */
export const LONG = ['editor-axe', 'doctor', 'cli', 'cli-workspaces', 'editor-publish', 'editor-library'] as const;

/** The files with the long ones first; the others keep their order. */
export function toLongestFirst<File extends { moduleId: string }>(files: readonly File[]): File[] {
  const rankOf = ({ moduleId }: File): number => {
    const rank = LONG.findIndex((name) => moduleId.endsWith(`/e2e/src/${name}.test.ts`));
    return rank < 0 ? LONG.length : rank;
  };
  return files.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Vitest's own order, with the longest files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return toLongestFirst(await super.sort(files));
  }
}
