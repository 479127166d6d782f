// Stands for signing keys until the view itself is here: it says so, and how the same is done today.
import { KeyRound } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.js';
import { PageHead } from '../../components/page-head.js';
import { useRouteReady } from '../../lib/route-ready.js';

/** The view. */
export function Page() {
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title="Signing keys" />
      <EmptyState icon={KeyRound} title="Keys of this browser are not here yet">
        <p>Make a key on your machine and have it trusted:</p>
        <p>
          <code>npx --no actions keygen</code>
        </p>
      </EmptyState>
    </div>
  );
}
