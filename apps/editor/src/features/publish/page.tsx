// Stands for publishing until the view itself is here: it says so, and how the same is done today.
import { Upload } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.js';
import { PageHead } from '../../components/page-head.js';
import { useRouteReady } from '../../lib/route-ready.js';

/** The view. */
export function Page() {
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title="Publish" />
      <EmptyState icon={Upload} title="Publishing from the browser is not here yet">
        <p>Sign and publish on your machine; this browser shows the release as soon as it is there:</p>
        <p>
          <code>npx --no actions publish FILE</code>
        </p>
      </EmptyState>
    </div>
  );
}
