// Adding a person by who they are to the identity provider.
import { MemberSubject, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { SelectField, TextField } from '../../components/field.js';
import { showToast } from '../../components/toast.js';
import { toCallError } from '../../lib/errors.js';
import { messages } from '../../lib/messages/common.js';
import { memberMessages as words } from '../../lib/messages/members.js';
import { rightMessages } from '../../lib/messages/rights.js';
import { useSession } from '../../lib/session.js';
import { useTRPC } from '../../lib/trpc.js';

type Form = { subject: string; name: string; role: Role };
type FieldsProps = { form: Form; set: (part: Partial<Form>) => void; error: string | undefined };

/** The dialog. */
export function AddMemberDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<Form>({ subject: '', name: '', role: 'author' });
  const [isAsked, setAsked] = useState(false);
  const [subject, name] = [form.subject.trim(), form.name.trim()];
  const error = findSubjectError(subject);
  const put = usePut(name === '' ? subject : name, onClose);
  const submit = (): void => {
    setAsked(true);
    if (error !== undefined || put.isPending) return;
    put.mutate({ subject, role: form.role, ...(name !== '' && { name }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={words.add}
      description={words.addBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={put.isPending}>
            {words.addDo}
          </Button>
        </>
      }
    >
      {put.error !== null && (
        <Banner tone="danger" title={words.addFailed} live>
          {toCallError(put.error).message}
        </Banner>
      )}
      <Fields form={form} set={(part) => setForm({ ...form, ...part })} error={isAsked ? error : undefined} />
    </Dialog>
  );
}

function Fields({ form: { subject, name, role }, set, error }: FieldsProps) {
  const { can } = useSession();
  return (
    <>
      <TextField
        label={words.subject}
        hint={words.subjectHint}
        error={error}
        required
        mono
        spellCheck={false}
        data-autofocus
        value={subject}
        onChange={(event) => set({ subject: event.target.value })}
      />
      <TextField
        label={words.name}
        hint={words.nameHint}
        optional
        maxLength={200}
        value={name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        label={words.role}
        hint={rightMessages.roleHints[role]}
        value={role}
        onChange={(event) => set({ role: Role.parse(event.target.value) })}
      >
        {Role.options.map((each) => (
          <option key={each} value={each} disabled={!ROLE_PERMISSIONS[each].every(can)}>
            {rightMessages.roles[each]}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function usePut(name: string, onClose: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.workspaces.members.put.mutationOptions({
      onSuccess: async () => {
        onClose();
        showToast({ tone: 'good', title: words.addDone(name) });
        await queries.invalidateQueries(trpc.workspaces.members.list.pathFilter());
      },
    }),
  );
}

function findSubjectError(subject: string): string | undefined {
  if (subject === '') return words.subjectMissing;
  return MemberSubject.safeParse(subject).success ? undefined : words.subjectUnlawful;
}
