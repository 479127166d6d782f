// Stands for trusted keys until the view itself is here: it says so, and how the same is done today.
import { KeyRound } from 'lucide-react';
import { EmptyState } from '../../components/empty-state.js';
import { PageHead } from '../../components/page-head.js';
import { useRouteReady } from '../../lib/route-ready.js';

/** The view. */
export function Page() {
  useRouteReady(true);
  return (
    <div className="page">
      <PageHead title="Trusted keys" />
      <EmptyState icon={KeyRound} title="The list of trusted keys is not here yet">
        <p>The command line shows whom this registry trusts:</p>
        <p>
          <code>npx --no actions keys list</code>
        </p>
      </EmptyState>
    </div>
  );
}
