// Stands for the draft until the view itself is here: it says so, and how the same is done today.
import { PencilLine } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.js';
import { PageHead } from '../../components/page-head.js';
import { useRouteReady } from '../../lib/route-ready.js';

/** The view. */
export function Page() {
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title="Draft" />
      <EmptyState icon={PencilLine} title="Editing in the browser is not here yet">
        <p>Write the document as a JSON file and check it on your machine:</p>
        <p>
          <code>npx --no actions validate FILE</code>
        </p>
      </EmptyState>
    </div>
  );
}
