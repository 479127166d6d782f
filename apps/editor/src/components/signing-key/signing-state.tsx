// Why this page cannot sign, where it cannot, and the way that works all the same: a state, not an error.
import { useEffect, useState } from 'react';
import { signingMessages as words } from '../../lib/messages/keys.js';
import { findSigningState, type SigningState } from '../../lib/signing-keys.js';
import { Banner } from '../banner.js';
import { CodeBlock } from '../code-block.js';

/** Whether this page can sign; undefined while that is found out. */
export function useSigningState(): SigningState | undefined {
  const [state, setState] = useState<SigningState | undefined>();
  useEffect(() => {
    let isWanted = true;
    void findSigningState().then((found) => isWanted && setState(found));
    return () => {
      isWanted = false;
    };
  }, []);
  return state;
}

/** Says that keys cannot be used here and gives a command that does the same. */
export function NoSigning({ state, command }: { state: Exclude<SigningState, 'ready'>; command: string }) {
  const isInsecure = state === 'insecure';
  return (
    <Banner tone="warning" title={isInsecure ? words.insecure : words.unsupported}>
      <div className="field">
        <p>{isInsecure ? words.insecureBody : words.unsupportedBody}</p>
        <CodeBlock code={command} label={words.command} />
      </div>
    </Banner>
  );
}
