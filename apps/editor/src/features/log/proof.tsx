// An entry's place in the log, as this browser finds it.
import type { LogEntry } from '@action-registry/schema';
import { useQuery } from '@tanstack/react-query';
import { RotateCw, ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { Button, LinkButton } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { toCallError } from '../../lib/errors.js';
import { formatNumber } from '../../lib/format.js';
import { logMessages as words } from '../../lib/messages/log.js';
import { usePinnedKeys } from '../../lib/pinned-keys.js';
import { useTRPC } from '../../lib/trpc.js';
import { checkEntry, type InclusionVerdict } from './inclusion.js';

const ICONS = { proven: ShieldCheck, unpinned: ShieldQuestion, refused: ShieldAlert };

/** The proof; asked for when the entry opens, and checked here. */
export function Proof({ entry }: { entry: LogEntry }) {
  const trpc = useTRPC();
  const pinned = usePinnedKeys();
  const { index } = entry;
  const { data, error, isFetching, refetch } = useQuery(trpc.log.inclusion.queryOptions({ index }));
  if (data === undefined && error === null) return <p className="key-state">{words.checking}</p>;
  if (data === undefined)
    return (
      <p className="key-state" role="status">
        <Icon of={ShieldQuestion} size={15} />
        {words.unavailable}. {toCallError(error).message}
        <Button size="s" icon={RotateCw} pending={isFetching} onClick={() => void refetch()}>
          {words.again}
        </Button>
      </p>
    );
  const verdict = checkEntry({ entry, shown: data, pinned, now: new Date() });
  return (
    <div className="event-proof" data-proof={verdict.state}>
      <p className="key-state" data-done={verdict.state === 'proven'}>
        <Icon of={ICONS[verdict.state]} size={15} />
        <span>{toWords(verdict, index)}</span>
      </p>
      {verdict.state !== 'refused' && (
        <p className="field-hint">{verdict.isCommitted ? words.committed : words.publicFacts}</p>
      )}
      {verdict.state === 'unpinned' && (
        <div>
          <LinkButton to="/keys/trusted" size="s">
            {words.pinLog}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

function toWords(verdict: InclusionVerdict, index: number): string {
  if (verdict.state === 'refused') return `${words.notProven}: ${words.refused[verdict.problem]}`;
  return words[verdict.state](formatNumber(index), formatNumber(verdict.size));
}
