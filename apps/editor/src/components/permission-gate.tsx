// A view that needs a permission: whoever lacks it reads which one, and whoever is not signed in is asked to.
import type { Permission } from '@action-registry/schema';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { rightMessages as words } from '../lib/messages/rights.js';
import { useRouteReady } from '../lib/route-ready.js';
import { useSession } from '../lib/session.js';
import { EmptyState } from './empty-state.js';
import { SignInState } from './error-state.js';
import { Skeleton } from './skeleton.js';

/** What is in it, for those who may; it asks nothing of the registry for the others. */
export function PermissionGate({ permission, children }: { permission: Permission; children: ReactNode }) {
  const { caller, can, whyNot } = useSession();
  useRouteReady(caller !== undefined && !can(permission));
  if (caller === undefined) return <Skeleton lines={6} />;
  if (can(permission)) return children;
  return (
    <div className="panel">
      {caller === null ? (
        <SignInState />
      ) : (
        <EmptyState icon={Lock} title={words.noneTitle}>
          <p>{whyNot(permission)}</p>
        </EmptyState>
      )}
    </div>
  );
}
