// The menu of what can be said of one version, and which of its dialogs is open. Taking something back needs no dialog: it is
// done at once and can itself be undone.
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Archive, ArchiveRestore, CopyPlus, Link2, Milestone, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '../../components/copy-button.js';
import type { MenuItem } from '../../components/menu.js';
import { showToast } from '../../components/toast.js';
import { keysOf } from '../../lib/commands.js';
import { toCallError } from '../../lib/errors.js';
import { actionMessages } from '../../lib/messages/action.js';
import { messages } from '../../lib/messages/common.js';
import { moderationMessages as words } from '../../lib/messages/moderation.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';
import { useActionView, type VersionInfo } from './action-data.js';

/** A version that something is said of. */
export type Moderated = Pick<
  VersionInfo,
  'version' | 'deprecated' | 'deprecation_reason' | 'severity' | 'replaced_by' | 'yanked' | 'yank_reason'
>;
/** A dialog that is open, and for which version. */
export type OpenModeration = { type: 'deprecate' | 'yank' | 'channel'; target: Moderated } | undefined;
/** What can be started. */
type ModerationStep = 'deprecate' | 'undeprecate' | 'yank' | 'unyank' | 'channel';

/** The menu's entries, the open dialog, and how to start a step otherwise. */
export type ModerationMenu = {
  items: MenuItem[];
  open: OpenModeration;
  close: () => void;
  start: (step: ModerationStep) => void;
  whyNot: { channel: string | undefined; moderate: string | undefined };
};

/** The menu for one version. */
export function useModerationMenu(target: Moderated): ModerationMenu {
  const { name } = useActionView();
  const { whyNot } = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState<OpenModeration>();
  const back = useTakeBack();
  const reasons = { channel: whyNot('channels:move'), moderate: whyNot('releases:moderate') };
  const start = (step: ModerationStep): void => {
    if (step === 'undeprecate' || step === 'unyank') back(step, target);
    else setOpen({ type: step, target });
  };
  const reference = `${name}@${target.version}`;
  const { versions } = actionMessages;
  const items: MenuItem[] = [
    {
      id: 'clone',
      icon: CopyPlus,
      label: actionMessages.clone,
      keys: keysOf('action.clone'),
      disabledReason: whyNot('definitions:write'),
      onSelect: () => void navigate({ to: '/drafts/new', search: { from: reference } }),
    },
    {
      id: 'copy',
      icon: Link2,
      label: actionMessages.copyReference,
      keys: keysOf('action.copyReference'),
      onSelect: () =>
        void copyText(reference).then((isCopied) => {
          if (isCopied) showToast({ tone: 'good', title: `${messages.copied}: ${reference}` });
        }),
    },
    {
      id: 'channel',
      icon: Milestone,
      label: versions.moveChannel,
      divided: true,
      disabledReason: reasons.channel,
      onSelect: () => start('channel'),
    },
    target.deprecated
      ? moderation('undeprecate', Undo2, versions.undeprecate)
      : moderation('deprecate', Archive, versions.deprecate),
    target.yanked
      ? moderation('unyank', ArchiveRestore, versions.unyank)
      : { ...moderation('yank', Archive, versions.yank), danger: true },
  ];
  function moderation(step: ModerationStep, icon: MenuItem['icon'], label: string): MenuItem {
    return { id: step, icon, label, disabledReason: reasons.moderate, onSelect: () => start(step) };
  }
  return { items, open, close: () => setOpen(undefined), start, whyNot: reasons };
}

/** Takes a deprecation or a yank back, with an undo that says again what was said. */
function useTakeBack(): (step: 'undeprecate' | 'unyank', target: Moderated) => void {
  const trpc = useTRPC();
  const { name, refresh } = useActionView();
  const onError = (error: unknown): void => {
    showToast({ tone: 'danger', title: words.failed, body: toCallError(error).message });
  };
  const undeprecate = useMutation(trpc.releases.undeprecate.mutationOptions({ onSuccess: refresh, onError }));
  const unyank = useMutation(trpc.releases.unyank.mutationOptions({ onSuccess: refresh, onError }));
  const deprecate = useMutation(trpc.releases.deprecate.mutationOptions({ onSuccess: refresh, onError }));
  const yank = useMutation(trpc.releases.yank.mutationOptions({ onSuccess: refresh, onError }));
  return (step, { version, deprecation_reason = '', severity, replaced_by, yank_reason = '' }) => {
    const id = { name, version };
    const reference = `${name}@${version}`;
    const undo = (onSelect: () => void) => ({ label: messages.undo, onSelect });
    if (step === 'undeprecate') {
      const before = { ...id, reason: deprecation_reason, severity, replaced_by };
      const action = undo(() => deprecate.mutate(before));
      undeprecate.mutate(id, {
        onSuccess: () => showToast({ tone: 'good', title: words.undeprecated(reference), action, seconds: 10 }),
      });
    } else {
      const action = undo(() => yank.mutate({ ...id, reason: yank_reason }));
      unyank.mutate(id, {
        onSuccess: () => showToast({ tone: 'good', title: words.unyanked(reference), action, seconds: 10 }),
      });
    }
  };
}
