// Two texts and what differs, side by side or, on narrow windows, in one column; fetched only when somebody compares.
import { lazy, Suspense } from 'react';
import { Skeleton } from '../skeleton.js';

/** The texts, each with what it is called. */
export type DiffProps = {
  before: string;
  after: string;
  labels: { before: string; after: string };
  language: 'json' | 'prompt' | 'shell';
};

const DiffPane = lazy(() => import('./diff-pane.js').then(({ DiffPane: component }) => ({ default: component })));

/** The comparison. */
export function DiffView(props: DiffProps) {
  return (
    <div className="code-editor code-diff">
      <Suspense fallback={<Skeleton lines={6} />}>
        <DiffPane {...props} />
      </Suspense>
    </div>
  );
}
