// The key that signs, chosen among those of this browser, and what the registry thinks of it for this name; making, bringing
// and trusting one happen here too, and the page goes on by itself.
import { FileKey, Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { SelectField } from '../../components/field.js';
import { Icon } from '../../components/icon.js';
import { CreateKeyDialog } from '../../components/signing-key/create-key-dialog.js';
import { ImportKeyDialog } from '../../components/signing-key/import-key-dialog.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { TrustKeyDialog } from '../../components/signing-key/trust-key-dialog.js';
import type { KeyStanding } from '../../lib/key-trust.js';
import { signingMessages } from '../../lib/messages/keys.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import { useOwnRequest } from '../../lib/own-request.js';
import { useSession } from '../../lib/session.js';
import type { SigningKey } from '../../lib/signing-keys.js';
import type { Review } from './review-state.js';

type Open = 'create' | 'import' | 'trust' | undefined;

/** The choice. */
export function KeyChoice({ review }: { review: Review }) {
  const { keys, key, name, set } = review;
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const choose = ({ kid }: SigningKey): void => set({ kid });
  const [namespace = name] = name.split('.', 1);
  const scope = name.includes('.') ? `${namespace}.*` : name;
  if (keys === undefined) return null;
  return (
    <div className="key-main key-choice">
      {key === undefined ? (
        <NoKey review={review} setOpen={setOpen} />
      ) : (
        <Chosen review={review} signingKey={key} scope={scope} setOpen={setOpen} />
      )}
      {open === 'create' && <CreateKeyDialog onClose={close} onCreated={choose} />}
      {open === 'import' && <ImportKeyDialog onClose={close} onImported={choose} />}
      {open === 'trust' && key && <TrustKeyDialog signingKey={key} scope={scope} onClose={close} />}
    </div>
  );
}

function NoKey({ review: { command }, setOpen }: { review: Review; setOpen: (open: Open) => void }) {
  return (
    <>
      <Banner
        tone="info"
        title={words.noKey}
        actions={
          <>
            <Button icon={Plus} onClick={() => setOpen('create')}>
              {signingMessages.create}
            </Button>
            <Button icon={FileKey} onClick={() => setOpen('import')}>
              {signingMessages.import}
            </Button>
          </>
        }
      >
        {words.noKeyBody}
      </Banner>
      {command !== undefined && (
        <details className="raw">
          <summary>{words.commandLine}</summary>
          <p className="field-hint">{words.commandBody}</p>
          <CodeBlock code={command} label={signingMessages.command} />
        </details>
      )}
    </>
  );
}

type ChosenProps = { review: Review; signingKey: SigningKey; scope: string; setOpen: (open: Open) => void };

function Chosen({ review: { keys = [], set, standing }, signingKey, scope, setOpen }: ChosenProps) {
  return (
    <>
      <SelectField
        label={words.key}
        value={signingKey.kid}
        onChange={(event) => {
          if (event.target.value === '') setOpen('import');
          else set({ kid: event.target.value });
        }}
      >
        {keys.map(({ kid }) => (
          <option key={kid}>{kid}</option>
        ))}
        <option value="">{words.importKey}</option>
      </SelectField>
      <Thumbprint kid={signingKey.kid} thumbprint={signingKey.thumbprint} />
      {standing && <Standing {...{ standing, signingKey, scope }} onTrust={() => setOpen('trust')} />}
    </>
  );
}

type StandingProps = { standing: KeyStanding; signingKey: SigningKey; scope: string; onTrust: () => void };

function Standing({ standing, signingKey, scope, onTrust }: StandingProps) {
  const { can } = useSession();
  const asked = useOwnRequest(signingKey);
  const { kid } = signingKey;
  const isAsked = standing.type === 'unknown' && asked?.status === 'pending';
  if (standing.type === 'trusted')
    return (
      <p className="key-state" data-done="true">
        <Icon of={ShieldCheck} size={15} />
        {words.trustedFor(standing.listed.scope?.join(', ') ?? words.everyName)}
      </p>
    );
  const isScope = standing.type === 'out_of_scope';
  return (
    <Banner
      tone={isAsked ? 'info' : 'warning'}
      live={isAsked}
      title={isAsked ? words.askedFor(kid) : words.untrusted[standing.type](kid)}
      actions={
        standing.type === 'unknown' && (
          <Button size="s" onClick={onTrust}>
            {can('keys:manage') ? words.trustFor(scope) : words.ask}
          </Button>
        )
      }
    >
      {isAsked ? words.askedBody : words.untrustedBody}{' '}
      {isScope && words.scopeBody(standing.listed.scope?.join(', ') ?? '')}
    </Banner>
  );
}
