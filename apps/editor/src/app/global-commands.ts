// Commands that work everywhere: going places, creating, themes, signing in and out.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { copyText } from '../components/copy-button.js';
import { showToast } from '../components/toast.js';
import { useCommand } from '../lib/commands.js';
import { messages } from '../lib/messages/common.js';
import { getPreference, setPreference } from '../lib/preferences.js';
import { requestSignIn, useSession } from '../lib/session.js';
import { useTRPC } from '../lib/trpc.js';
import { openOverlay } from './overlay.js';

/** Registers them; once, in the root. */
export function useGlobalCommands(): void {
  useCommand('palette.open', () => openOverlay('palette'));
  useCommand('shortcuts.show', () => openOverlay('shortcuts'));
  useGoCommands();
  useCreateCommands();
  useCommand('theme.light', () => setPreference('theme', 'light'));
  useCommand('theme.dark', () => setPreference('theme', 'dark'));
  useCommand('theme.system', () => setPreference('theme', 'system'));
  useCommand('rail.toggle', () => setPreference('rail', getPreference('rail') === 'open' ? 'closed' : 'open'));
  useCommand('view.copyLink', () => {
    void copyText(window.location.href).then((isCopied) => {
      if (isCopied) showToast({ tone: 'good', title: messages.copied });
    });
  });
  useSessionCommands();
}

function useGoCommands(): void {
  const navigate = useNavigate();
  useCommand('go.library', () => void navigate({ to: '/library' }));
  useCommand('go.drafts', () => void navigate({ to: '/drafts' }));
  useCommand('go.catalogues', () => void navigate({ to: '/catalogues' }));
  useCommand('go.log', () => void navigate({ to: '/log' }));
  useCommand('go.keys', () => void navigate({ to: '/keys/signing' }));
  useCommand('go.trusted', () => void navigate({ to: '/keys/trusted' }));
  useCommand('go.apiKeys', () => void navigate({ to: '/keys/api' }));
  useCommand('go.workspace', () => void navigate({ to: '/settings/workspace' }));
  useCommand('go.members', () => void navigate({ to: '/settings/members' }));
  useCommand('go.settings', () => void navigate({ to: '/settings/appearance' }));
  useCommand('go.help', () => void navigate({ to: '/help' }));
}

function useCreateCommands(): void {
  const navigate = useNavigate();
  const { whyNot } = useSession();
  const reason = whyNot('definitions:write');
  const create = (kind?: 'prompt' | 'command' | 'tool' | 'device') => () =>
    void navigate({ to: '/drafts/new', search: kind === undefined ? {} : { kind } });
  useCommand('create.action', create(), reason);
  useCommand('create.prompt', create('prompt'), reason);
  useCommand('create.command', create('command'), reason);
  useCommand('create.tool', create('tool'), reason);
  useCommand('create.device', create('device'), reason);
  const putCatalogue = (): void => void navigate({ to: '/catalogues', search: { import: '1' } });
  useCommand('create.catalogue', putCatalogue, whyNot('catalogues:write'));
  const makeKey = (): void => void navigate({ to: '/keys/api', search: { new: '1' } });
  useCommand('create.apiKey', makeKey, whyNot('api_keys:manage'));
}

function useSessionCommands(): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { caller } = useSession();
  const { mutate } = useMutation(
    trpc.sessions.signOut.mutationOptions({
      // What the next person may not see must not stay in this page's memory.
      onSuccess: () => window.location.assign('/app/sign-in'),
      onSettled: () => queries.clear(),
    }),
  );
  useCommand('session.signIn', caller === null ? () => requestSignIn() : undefined);
  useCommand('session.signOut', caller == null ? undefined : () => mutate(undefined));
}
