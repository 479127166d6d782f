// The workspace: its name, the namespaces that it owns, and offers to and from others.
import { useQuery } from '@tanstack/react-query';
import { PermissionGate } from '../../components/permission-gate.js';
import { SettingsFrame } from '../../components/settings-frame.js';
import { Skeleton } from '../../components/skeleton.js';
import { workspaceMessages as words } from '../../lib/messages/workspace.js';
import { useTRPC } from '../../lib/trpc.js';
import { IncomingOffers } from './incoming-offers.js';
import { NameForm } from './name-form.js';
import { Namespaces } from './namespaces.js';
import '../../styles/features/people.css';

/** The view. */
export function Page() {
  return (
    <SettingsFrame title={words.title} lead={words.lead}>
      <PermissionGate permission="definitions:read">
        <Current />
      </PermissionGate>
    </SettingsFrame>
  );
}

function Current() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.workspaces.current.queryOptions());
  const workspace = data?.workspace;
  return (
    <>
      <IncomingOffers />
      {workspace === undefined ? (
        <Skeleton lines={4} />
      ) : (
        // Another name that somebody else saved begins the form anew.
        <NameForm key={workspace.name} workspace={workspace} />
      )}
      <Namespaces slug={workspace?.slug} />
    </>
  );
}
