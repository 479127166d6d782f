// The part of a registry's life in which who may do what changes: people, API keys, requests to trust a key, namespaces.
import type { CallerContext } from '../context.js';
import { createApiKey, revokeApiKey } from '../services/api-keys.js';
import { decideKeyRequest, requestKey } from '../services/key-requests.js';
import { putMember, removeMember } from '../services/members.js';
import { answerTransfer, offerNamespace } from '../services/namespaces.js';
import { updateWorkspace } from '../services/workspaces.js';
import { toKeyAddition } from './registry.js';

/** Changes each once and back; the workspace owns `mail` and goes on owning it. */
export async function changeRights(ctx: CallerContext): Promise<void> {
  await updateWorkspace(ctx, { name: 'Renamed' });
  const subject = 'https://id.example.org|anne';
  const { id } = await putMember(ctx, { subject, name: 'Anne', role: 'author' });
  await putMember(ctx, { subject, role: 'publisher' });
  await removeMember(ctx, { id });
  const { api_key } = await createApiKey(ctx, {
    name: 'ci',
    permissions: ['releases:publish'],
    name_globs: ['mail.*'],
  });
  await revokeApiKey(ctx, { id: api_key.id });
  for (const accept of [true, false]) {
    const { input } = toKeyAddition(accept ? 'wanted' : 'unwanted', { scope: ['mail.*'] });
    await decideKeyRequest(ctx, { id: (await requestKey(ctx, input)).id, accept });
  }
  for (const to of ['elsewhere', 'nowhere']) await offerNamespace(ctx, { namespace: 'mail', to });
  await answerTransfer(ctx, { namespace: 'mail', accept: false });
}
