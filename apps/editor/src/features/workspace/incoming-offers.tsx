// Namespaces that other workspaces offer to this one, each with its two answers.
import type { NamespaceOffer } from '@action-registry/schema';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { workspaceMessages as words } from '../../lib/messages/workspace.js';
import { useSession } from '../../lib/session.js';
import { Moves } from './moves.js';
import { useAnswer, useNamespaces } from './namespace-data.js';

/** The offers; nothing where there are none. */
export function IncomingOffers() {
  const offers = useNamespaces().data?.pages[0]?.offers ?? [];
  return offers.map((offer) => <Incoming key={offer.namespace} offer={offer} />);
}

function Incoming({ offer: { namespace, from } }: { offer: NamespaceOffer }) {
  const { whyNot } = useSession();
  const reason = whyNot('members:manage');
  const [isAccepting, setAccepting] = useState(false);
  const answer = useAnswer(({ accept }) => {
    setAccepting(false);
    showToast({ tone: 'good', title: accept ? words.accepted(namespace) : words.declined(namespace) });
  });
  return (
    <>
      <Banner
        tone="info"
        title={words.incoming(from, namespace)}
        actions={
          <>
            <Button disabledReason={reason} onClick={() => answer.mutate({ namespace, accept: false })}>
              {words.decline}
            </Button>
            <Button variant="primary" disabledReason={reason} onClick={() => setAccepting(true)}>
              {words.accept}
            </Button>
          </>
        }
      >
        {answer.error !== null && !isAccepting ? toCallError(answer.error).message : words.incomingBody}
      </Banner>
      {isAccepting && (
        <Dialog
          open
          onClose={() => setAccepting(false)}
          onSubmit={() => {
            if (!answer.isPending) answer.mutate({ namespace, accept: true });
          }}
          title={words.acceptTitle(namespace)}
          description={words.acceptBody(from)}
          footer={
            <>
              <Button data-autofocus onClick={() => setAccepting(false)}>
                {messages.cancel}
              </Button>
              <Button type="submit" variant="primary" pending={answer.isPending}>
                {words.acceptDo}
              </Button>
            </>
          }
        >
          {answer.error !== null && (
            <Banner tone="danger" title={words.failed} live>
              {toCallError(answer.error).message}
            </Banner>
          )}
          <Moves list={words.acceptMoves(namespace)} />
        </Dialog>
      )}
    </>
  );
}
