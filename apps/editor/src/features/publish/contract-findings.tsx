// The findings of a comparison: each side in words with the value that proves it, each change that is not compatible at its
// place in the document, and folded what breaks nothing and may surprise.
import type { ContractChange, ContractComparison, DangerousFinding, Json } from '@action-registry/schema';
import { CodeBlock } from '../../components/code-block.js';
import { MarkedLine } from '../../components/marked-line.js';
import { contractMessages as words } from '../../lib/messages/contract.js';
import { toPageQuotes } from '../../lib/quotes.js';
import { toChangeText } from './change-text.js';

type Side = 'input' | 'output';
type FindingsProps = { base: string; compared: ContractComparison };

/** The findings. */
export function ContractFindings({ base, compared }: FindingsProps) {
  const { changes, dangerous } = compared;
  const isBroken = changes.some(({ side, verdict }) => side === 'document' && verdict === 'breaking');
  return (
    <>
      <dl className="key-values">
        <SideFindings side="input" base={base} compared={compared} />
        <SideFindings side="output" base={base} compared={compared} />
        {isBroken && (
          <div>
            <dt>{words.sides.document}</dt>
            <dd>{words.documentBreaks}</dd>
          </div>
        )}
      </dl>
      <Changes title={words.breaks} changes={changes.filter(({ verdict }) => verdict === 'breaking')} />
      <Changes title={words.undecided} changes={changes.filter(({ verdict }) => verdict === 'unknown')} />
      {dangerous.length > 0 && <Dangers dangerous={dangerous} />}
    </>
  );
}

/** The answer of the policy that decides, in words, and what proves it or stood in its way. */
function SideFindings({ side, base, compared }: FindingsProps & { side: Side }) {
  const { verdict, strict, declared_only } = compared[side];
  const { witness, keyword, pointer = '' } = compared.policy === 'strict' ? strict : declared_only;
  return (
    <div data-side={side} data-verdict={verdict}>
      <dt>{words.sides[side]}</dt>
      <dd className="key-main">
        <span>{words.sideWords[verdict][side](base)}</span>
        {keyword !== undefined && (
          <span>
            {words.keyword(keyword)}
            {pointer !== '' && (
              <>
                {` ${words.keywordAt} `}
                <code>
                  <MarkedLine text={pointer} />
                </code>
              </>
            )}
            .
          </span>
        )}
        {witness !== undefined && (
          <>
            <span>{words.witness[side](base)}</span>
            <Example value={witness} label={words.witnessLabel[side]} />
          </>
        )}
      </dd>
    </div>
  );
}

function Example({ value, label }: { value: Json; label: string }) {
  return <CodeBlock code={JSON.stringify(value, null, 2)} label={label} language="json" />;
}

type ChangesProps = { title: (count: number) => string; changes: readonly ContractChange[] };

function Changes({ title, changes }: ChangesProps) {
  if (changes.length === 0) return null;
  const name = title(changes.length);
  return (
    <div>
      <h4>{name}</h4>
      <ul className="contract-changes" aria-label={name}>
        {changes.map((change) => (
          <Change key={`${change.pointer} ${change.kind} ${change.message}`} change={change} />
        ))}
      </ul>
    </div>
  );
}

function Change({ change }: { change: ContractChange }) {
  const { between, text } = toChangeText(change);
  return (
    <li>
      <code>
        <MarkedLine text={change.pointer} />
      </code>
      {between}
      <span dir="auto">
        <MarkedLine text={text} />
      </span>
    </li>
  );
}

function Dangers({ dangerous }: { dangerous: readonly DangerousFinding[] }) {
  return (
    <details className="raw">
      <summary>{words.dangers(dangerous.length)}</summary>
      <ul className="contract-changes">
        {dangerous.map(({ pointer, kind, message, witness }) => (
          <li key={`${pointer} ${kind} ${message}`}>
            <code>
              <MarkedLine text={pointer} />
            </code>{' '}
            <span dir="auto">{toPageQuotes(message)}</span>
            {witness !== undefined && <Example value={witness} label={words.example} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
