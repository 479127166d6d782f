// A refusal, told in the dialog whose work was refused.
import { Banner } from '../../components/banner.js';
import { toCallError } from '../../lib/errors.js';
import { moderationMessages as words } from '../../lib/messages/moderation.js';

/** What went wrong; nothing while nothing did. */
export function DialogError({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <Banner tone="danger" title={words.failed} live>
      {toCallError(error).message}
    </Banner>
  );
}
