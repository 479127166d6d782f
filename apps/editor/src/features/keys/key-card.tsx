// One key in a list: its name and what holds of it, its thumbprint, the facts behind it, and what can be done to it.
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.js';
import { Thumbprint } from '../../components/signing-key/thumbprint.js';
import { toHexGroups } from '../../lib/key-trust.js';
import { keyMessages as words } from '../../lib/messages/keys.js';

type KeyCardProps = {
  kid: string;
  thumbprint: string;
  publicKey: string;
  badges: ReactNode;
  /** One line of small facts. */
  facts: ReactNode;
  /** Facts for whoever looks closer, as name and value. */
  details?: readonly (readonly [name: string, value: ReactNode])[];
  actions: ReactNode;
  children?: ReactNode;
};

/** A key, as an entry of a list. */
export function KeyCard(props: KeyCardProps) {
  const { kid, thumbprint, publicKey, badges, facts, details = [], actions, children } = props;
  const all = [...details, [words.hex, toHexGroups(thumbprint)], [words.publicKey, publicKey]] as const;
  return (
    <li className="key-card" data-kid={kid}>
      <span className="key-icon">
        <Icon of={KeyRound} size={18} />
      </span>
      <div className="key-main">
        <div className="key-line">
          <h2 className="mono">{kid}</h2>
          {badges}
        </div>
        {children}
        <Thumbprint kid={kid} thumbprint={thumbprint} />
        <p className="key-line field-hint">{facts}</p>
        <details className="raw">
          <summary>{words.details}</summary>
          <dl className="key-values">
            {all.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
      <div className="key-line">{actions}</div>
    </li>
  );
}
