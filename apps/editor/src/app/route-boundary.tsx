// What stands in a view's place while it loads or after it failed; rail and bars stay usable.
import { CircleAlert, RotateCw } from 'lucide-react';
import { Button } from '../components/button.js';
import { ErrorState } from '../components/error-state.js';
import { Skeleton } from '../components/skeleton.js';
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';

/** A view whose code is still on its way. */
export function RoutePending() {
  return (
    <div className="page">
      <Skeleton lines={6} />
    </div>
  );
}

/** A view that threw: words, id, and a way to try again. A chunk that a newer release replaced needs the page anew. */
export function RouteError({ error, reset }: { error: unknown; reset: () => void }) {
  const isStale = error instanceof TypeError && /import|module/i.test(error.message);
  const retry = (): void => {
    if (isStale) window.location.reload();
    else reset();
  };
  return (
    <div className="page">
      <h1 className="visually-hidden">{shellMessages.failed}</h1>
      <ErrorState
        icon={CircleAlert}
        error={error}
        title={isStale ? shellMessages.stale : shellMessages.failed}
        actions={
          <Button variant="primary" icon={RotateCw} onClick={retry}>
            {messages.retry}
          </Button>
        }
      />
    </div>
  );
}
