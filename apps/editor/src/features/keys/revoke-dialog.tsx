// Revoking a key that the registry trusts: why, from which entry of the log on, and typed twice over, because nobody takes it
// back. Where a root key is trusted this page cannot do it, and gives the command.
import type { TrustedKey } from '@action-registry/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { Dialog } from '../../components/dialog.js';
import { SelectField, TextAreaField, TextField } from '../../components/field.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { keyMessages } from '../../lib/messages/keys.js';
import { revokeMessages as words } from '../../lib/messages/revoke.js';
import { type Cut, findRevokeCommand } from '../../lib/revocation.js';
import { useTRPC } from '../../lib/trpc.js';

type Form = { reason: string; cut: Cut; reference: string; typed: string };
type Set = (part: Partial<Form>) => void;

type DialogProps = {
  listed: TrustedKey;
  /** A root key is trusted, so that one has to sign. */
  isRooted: boolean;
  /** How many actions' latest versions it signed, where the registry says so. */
  count: number | undefined;
  onClose: () => void;
};

/** The dialog. */
export function RevokeDialog({ listed: { kid }, isRooted, count, onClose }: DialogProps) {
  const [form, setForm] = useState<Form>({ reason: '', cut: 'now', reference: '', typed: '' });
  const [isAsked, setAsked] = useState(false);
  const revoke = useRevoke(kid, onClose);
  const index = useCut(form);
  const reason = form.reason.trim();
  const submit = (): void => {
    setAsked(true);
    if (isRooted || reason === '' || index === undefined || form.typed !== kid || revoke.isPending) return;
    revoke.mutate({ kid, reason, last_valid_index: index });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.title(kid)}
      description={words.body}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          {!isRooted && (
            <Button type="submit" variant="danger" pending={revoke.isPending}>
              {words.do}
            </Button>
          )}
        </>
      }
    >
      {revoke.error !== null && (
        <Banner tone="danger" title={keyMessages.failed} live>
          {toCallError(revoke.error).message}
        </Banner>
      )}
      {count !== undefined && count > 0 && <Banner tone="warning" title={words.touches(count)} />}
      <CutFields {...{ form, index, isAsked }} set={(part) => setForm({ ...form, ...part })} />
      {isRooted ? (
        <Banner tone="info" title={words.rooted}>
          <p>{words.rootedBody}</p>
          <CodeBlock code={findRevokeCommand({ kid, reason, index: index ?? -1 })} label={words.command} />
        </Banner>
      ) : (
        <TextField
          label={words.confirm(kid)}
          mono
          required
          spellCheck={false}
          value={form.typed}
          error={isAsked && form.typed !== kid ? words.confirmMissing : undefined}
          onChange={(event) => setForm({ ...form, typed: event.target.value })}
        />
      )}
    </Dialog>
  );
}

type FieldProps = { form: Form; index: number | undefined; isAsked: boolean; set: Set };

function CutFields({ form, index, isAsked, set }: FieldProps) {
  return (
    <>
      <TextAreaField
        label={words.reason}
        hint={words.reasonHint}
        required
        maxLength={1_000}
        value={form.reason}
        error={isAsked && form.reason.trim() === '' ? words.reasonMissing : undefined}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <SelectField
        label={words.cut}
        hint={words.cutHint}
        value={form.cut}
        onChange={(event) => set({ cut: event.target.value as Cut })}
      >
        {(['now', 'release', 'all'] as const).map((cut) => (
          <option key={cut} value={cut}>
            {words.cuts[cut]}
          </option>
        ))}
      </SelectField>
      {form.cut === 'release' && (
        <TextField
          label={words.release}
          hint={words.releaseHint}
          mono
          required
          spellCheck={false}
          value={form.reference}
          error={isAsked && index === undefined ? words.releaseMissing : undefined}
          onChange={(event) => set({ reference: event.target.value })}
        />
      )}
      <p className="field-hint" role="status">
        {index === undefined ? form.cut === 'now' && words.waiting : words.result(index)}
      </p>
    </>
  );
}

/** The last entry that stays valid; undefined while it is not known. */
function useCut({ cut, reference }: Form): number | undefined {
  const trpc = useTRPC();
  const wanted = reference.trim();
  const isExact = /^[^@\s]+@\d+\.\d+\.\d+/.test(wanted);
  const log = useQuery(trpc.log.entries.queryOptions({ limit: 1 }));
  const release = useQuery(
    trpc.releases.resolve.queryOptions(
      { references: { cut: wanted }, include_prerelease: true },
      { enabled: cut === 'release' && isExact },
    ),
  );
  if (cut === 'all') return -1;
  if (cut === 'now') return log.data && log.data.size - 1;
  const found = isExact ? release.data?.results.cut : undefined;
  return found?.ok === true ? found.log_index - 1 : undefined;
}

function useRevoke(kid: string, onClose: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.done(kid) });
        await queries.invalidateQueries(trpc.keys.list.pathFilter());
      },
    }),
  );
}
