// Making an API key: its name, its rights and the names it may write, never more than its maker has, and when it ends. The
// answer holds the secret and is handed on at once; no cache keeps it.
import { type ApiKey, type CreateApiKey, Permission, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { CheckboxField, SelectField, TextField } from '../../components/field.js';
import { toCallError } from '../../lib/errors.js';
import { parseScopes } from '../../lib/key-trust.js';
import { apiKeyMessages as words } from '../../lib/messages/api-keys.js';
import { messages } from '../../lib/messages/common.js';
import { rightMessages } from '../../lib/messages/rights.js';
import { useSession } from '../../lib/session.js';
import { type ApiOutputs, useTRPC } from '../../lib/trpc.js';
import { type Expiry, findEnd, findGlobProblem, type KeyForm, startForm } from './key-rules.js';

type Made = ApiOutputs['apiKeys']['create'];
type DialogProps = {
  /** The key to make another one like. */
  from: ApiKey | undefined;
  onClose: () => void;
  onCreated: (made: Made) => void;
};
type Errors = Partial<Record<'name' | 'permissions' | 'globs' | 'date', string>>;
type FieldsProps = { form: KeyForm; set: (part: Partial<KeyForm>) => void; errors: Errors };

/** The dialog. */
export function CreateKeyDialog({ from, onClose, onCreated }: DialogProps) {
  const { caller } = useSession();
  const [form, setForm] = useState(() => startForm({ permissions: [], ...caller }, from));
  const [isAsked, setAsked] = useState(false);
  const create = useCreate(onCreated);
  const set = (part: Partial<KeyForm>): void => setForm((current) => ({ ...current, ...part }));
  const { errors, input } = readForm(form, new Date());
  const shown = isAsked ? errors : {};
  const submit = (): void => {
    setAsked(true);
    if (input !== undefined && !create.isPending) create.mutate(input);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={submit}
      title={from === undefined ? words.create : words.rotateTitle(from.name)}
      description={from === undefined ? words.createBody : words.rotateBody}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="primary" pending={create.isPending}>
            {from === undefined ? words.create : words.rotateDo}
          </Button>
        </>
      }
    >
      {create.error !== null && (
        <Banner tone="danger" title={words.failed} live>
          {toCallError(create.error).message}
        </Banner>
      )}
      <TextField
        label={words.name}
        hint={words.nameHint}
        error={shown.name}
        required
        maxLength={64}
        data-autofocus
        value={form.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <RightFields form={form} set={set} errors={shown} />
      <NameFields form={form} set={set} errors={shown} />
      <ExpiryFields form={form} set={set} errors={shown} />
    </Dialog>
  );
}

function RightFields({ form: { preset, permissions }, set, errors }: FieldsProps) {
  const { can } = useSession();
  const mayGive = (role: Role): boolean => ROLE_PERMISSIONS[role].every(can);
  return (
    <>
      <SelectField
        label={words.may}
        hint={preset === 'custom' ? undefined : rightMessages.roleHints[preset]}
        error={errors.permissions}
        value={preset}
        onChange={({ target: { value } }) => {
          const role = Role.safeParse(value).data;
          set(role === undefined ? { preset: 'custom' } : { preset: role, permissions: ROLE_PERMISSIONS[role] });
        }}
      >
        {Role.options.map((role) => (
          <option key={role} value={role} disabled={!mayGive(role)}>
            {rightMessages.roles[role]}
          </option>
        ))}
        <option value="custom">{rightMessages.custom}</option>
      </SelectField>
      {preset === 'custom' && (
        <fieldset className="rights">
          <legend className="visually-hidden">{words.rights}</legend>
          {Permission.options.map((permission) => (
            <RightBox
              key={permission}
              permission={permission}
              isOn={permissions.includes(permission)}
              onToggle={(isOn) =>
                set({
                  permissions: Permission.options.filter((each) =>
                    each === permission ? isOn : permissions.includes(each),
                  ),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

type BoxProps = { permission: Permission; isOn: boolean; onToggle: (isOn: boolean) => void };

function RightBox({ permission, isOn, onToggle }: BoxProps) {
  const { whyNot } = useSession();
  const reason = whyNot(permission);
  return (
    <CheckboxField
      label={rightMessages.permissions[permission]}
      hint={reason ?? permission}
      checked={isOn}
      aria-disabled={(reason !== undefined && !isOn) || undefined}
      onChange={(event) => {
        // What one lacks can be taken from a copied key, and not given.
        if (reason === undefined || !event.target.checked) onToggle(event.target.checked);
      }}
    />
  );
}

function NameFields({ form: { isEvery, globs }, set, errors }: FieldsProps) {
  const { caller } = useSession();
  const mayAll = caller?.name_globs === undefined;
  return (
    <>
      <SelectField
        label={words.writes}
        hint={mayAll ? undefined : words.globsNarrowed}
        value={isEvery ? 'every' : 'some'}
        onChange={(event) => set({ isEvery: event.target.value === 'every' })}
      >
        <option value="every" disabled={!mayAll}>
          {words.writesEvery}
        </option>
        <option value="some">{words.writesSome}</option>
      </SelectField>
      {!isEvery && (
        <TextField
          label={words.globs}
          hint={words.globsHint}
          error={errors.globs}
          required
          mono
          spellCheck={false}
          value={globs}
          onChange={(event) => set({ globs: event.target.value })}
        />
      )}
    </>
  );
}

const EXPIRIES: readonly Expiry[] = ['30', '90', '365', 'custom', 'never'];

function ExpiryFields({ form: { expiry, date }, set, errors }: FieldsProps) {
  return (
    <>
      <SelectField
        label={words.expiry}
        hint={expiry === 'never' ? words.expiryNever : undefined}
        value={expiry}
        onChange={({ target: { value } }) => set({ expiry: EXPIRIES.find((each) => each === value) ?? '90' })}
      >
        {EXPIRIES.map((each) => (
          <option key={each} value={each}>
            {words.expiries[each]}
          </option>
        ))}
      </SelectField>
      {expiry === 'custom' && (
        <TextField
          label={words.until}
          type="date"
          error={errors.date}
          required
          value={date}
          onChange={(event) => set({ date: event.target.value })}
        />
      )}
    </>
  );
}

/** What the form asks the registry for; undefined while something is wrong with it. */
function readForm(form: KeyForm, now: Date): { errors: Errors; input: CreateApiKey | undefined } {
  const name = form.name.trim();
  const problem = findGlobProblem(form);
  const expires_at = findEnd(form, now);
  const errors: Errors = {
    ...(name === '' && { name: words.nameMissing }),
    ...(form.permissions.length === 0 && { permissions: words.mayMissing }),
    ...(problem !== null && { globs: problem === 'none' ? words.globsMissing : words.globsUnlawful(problem.glob) }),
    ...(expires_at === undefined && { date: words.untilMissing }),
  };
  if (Object.keys(errors).length > 0 || expires_at === undefined) return { errors, input: undefined };
  const globs = form.isEvery ? {} : { name_globs: parseScopes(form.globs) };
  return { errors, input: { name, permissions: [...form.permissions], ...globs, expires_at } };
}

function useCreate(onCreated: (made: Made) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.apiKeys.create.mutationOptions({
      // The answer holds the secret: it is in no cache once it was handed on.
      gcTime: 0,
      onSuccess: async (made) => {
        onCreated(made);
        await queries.invalidateQueries(trpc.apiKeys.list.pathFilter());
      },
    }),
  );
}
