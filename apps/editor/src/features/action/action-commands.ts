// What shortcuts and the palette do on the action page.
import { useNavigate } from '@tanstack/react-router';
import { copyText } from '../../components/copy-button.js';
import { showToast } from '../../components/toast.js';
import { useCommand } from '../../lib/commands.js';
import { messages } from '../../lib/messages/common.js';
import { useSession } from '../../lib/session.js';
import { useActionView } from './action-data.js';
import { useEditTarget } from './edit-target.js';
import type { ModerationMenu } from './moderation-menu.js';
import { findNeighbours } from './version-order.js';

/** Registers them while the page is open. */
export function useActionCommands({ start, whyNot }: ModerationMenu): void {
  const { name, reference, release, versions, verification } = useActionView();
  const navigate = useNavigate();
  const edit = useEditTarget();
  const session = useSession();
  const { newer, older } = findNeighbours(versions, release.version);
  const goTo = (version: string | undefined) =>
    version === undefined
      ? undefined
      : () => void navigate({ to: '/a/$reference', params: { reference: `${name}@${version}` } });
  useCommand('action.edit', () => void navigate(edit));
  useCommand('action.overview', () => void navigate({ to: '/a/$reference', params: { reference } }));
  useCommand('action.use', () => void navigate({ to: '/a/$reference/use', params: { reference } }));
  useCommand('action.versions', () => void navigate({ to: '/a/$reference/versions', params: { reference } }));
  useCommand(
    'action.clone',
    () => void navigate({ to: '/drafts/new', search: { from: reference } }),
    session.whyNot('definitions:write'),
  );
  useCommand('action.newer', goTo(newer));
  useCommand('action.older', goTo(older));
  useCommand('action.copyReference', () => {
    void copyText(reference).then((isCopied) => {
      if (isCopied) showToast({ tone: 'good', title: `${messages.copied}: ${reference}` });
    });
  });
  useCommand('action.verify', verification.again);
  useCommand('action.moveChannel', () => start('channel'), whyNot.channel);
  useCommand('action.deprecate', () => start(release.deprecated ? 'undeprecate' : 'deprecate'), whyNot.moderate);
  useCommand('action.yank', () => start(release.yanked ? 'unyank' : 'yank'), whyNot.moderate);
}
