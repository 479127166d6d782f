// The namespaces of the workspace: how much is published under each, and the way to another workspace.
import type { OwnedNamespace } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { Package, Send } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { Entry } from '../../components/entry.js';
import { Icon } from '../../components/icon.js';
import { PagedEntries } from '../../components/paged-entries.js';
import { Ago } from '../../components/time.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { formatNumber } from '../../lib/format.js';
import { workspaceMessages as words } from '../../lib/messages/workspace.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useSession } from '../../lib/session.js';
import { useAnswer, useNamespaces } from './namespace-data.js';
import { OfferDialog } from './offer-dialog.js';

/** The list; `slug` is the workspace's own. */
export function Namespaces({ slug }: { slug: string | undefined }) {
  const pages = useNamespaces();
  const [offered, setOffered] = useState<string>();
  useRouteReady(!pages.isPending && slug !== undefined);
  return (
    <section aria-labelledby="namespaces" className="settings-section">
      <h2 id="namespaces">{words.namespaces}</h2>
      <p className="muted">{words.namespacesHint}</p>
      <PagedEntries
        pages={pages}
        empty={
          <EmptyState icon={Package} title={words.none}>
            <p>{words.noneBody}</p>
          </EmptyState>
        }
      >
        {(namespaces) => (
          <ul className="panel key-list" aria-label={words.list}>
            {namespaces.map((each) => (
              <NamespaceEntry key={each.namespace} owned={each} onOffer={() => setOffered(each.namespace)} />
            ))}
          </ul>
        )}
      </PagedEntries>
      {offered !== undefined && (
        <OfferDialog namespace={offered} slug={slug ?? ''} onClose={() => setOffered(undefined)} />
      )}
    </section>
  );
}

function NamespaceEntry({ owned, onOffer }: { owned: OwnedNamespace; onOffer: () => void }) {
  const { whyNot } = useSession();
  const reason = whyNot('members:manage');
  const { namespace, actions, claimed_at, log_index, offer } = owned;
  const answer = useAnswer(() => showToast({ tone: 'good', title: words.takenBack(namespace) }));
  const takeBack = (): void => {
    const onError = (error: unknown): void => {
      showToast({ tone: 'danger', title: words.failed, body: toCallError(error).message });
    };
    answer.mutate({ namespace, accept: false }, { onError });
  };
  return (
    <Entry
      id={namespace}
      lead={<Icon of={Package} size={18} />}
      title={<span className="mono">{namespace}</span>}
      badges={offer !== undefined && <Badge tone="warning">{words.offered(offer.to)}</Badge>}
      facts={
        <>
          <Link to="/library" search={{ q: namespace, dep: '1' }}>
            {words.actions(formatNumber(actions), actions === 1)}
          </Link>
          <span>
            {words.claimed} <Ago time={claimed_at} />
          </span>
          <Link to="/log" search={{ idx: String(log_index) }}>
            {words.logEntry(formatNumber(log_index))}
          </Link>
          {offer !== undefined && (
            <span>
              {words.offered(offer.to)} <Ago time={offer.offered_at} /> {words.offeredBy(offer.offered_by)}
            </span>
          )}
        </>
      }
      actions={
        offer === undefined ? (
          <Button size="s" icon={Send} disabledReason={reason} onClick={onOffer}>
            {words.offer(namespace)}
          </Button>
        ) : (
          <Button size="s" disabledReason={reason} pending={answer.isPending} onClick={takeBack}>
            {words.takeBack}
          </Button>
        )
      }
    />
  );
}
