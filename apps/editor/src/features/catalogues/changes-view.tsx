// Differences between two versions' commands, as a list that can be read out: what came, what went, and what is another in
// which way; whatever may refuse what was accepted says so.
import { Minus, PencilLine, Plus, TriangleAlert } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { ChangeParts } from '../../components/change-parts.js';
import { Icon } from '../../components/icon.js';
import { catalogueMessages } from '../../lib/messages/catalogues.js';
import type { CommandChanges, FieldChange } from './catalogue-changes.js';
import { toChangeParts } from './change-words.js';

const words = catalogueMessages.changes;
const ICONS = { added: Plus, removed: Minus, changed: PencilLine };
/** Characters of a value that are shown; the versions have the rest. */
const VALUE_MAX = 120;

/** The differences. */
export function ChangesView({ changes }: { changes: CommandChanges }) {
  const rows = [
    ...changes.removed.map((name) => ({ kind: 'removed' as const, name, fields: [] })),
    ...changes.added.map((name) => ({ kind: 'added' as const, name, fields: [] })),
    ...changes.changed.map((each) => ({ kind: 'changed' as const, ...each })),
  ];
  return (
    <ul>
      {rows.map(({ kind, name, fields }) => (
        <li key={name} className="command-change" data-change={kind}>
          <span className="change-kind">
            <Icon of={ICONS[kind]} size={14} label={words.kinds[kind]} />
            <code>{name}</code>
            {fields.some(({ breaks }) => breaks) && (
              <Badge tone="warning" icon={TriangleAlert}>
                {words.breaks}
              </Badge>
            )}
          </span>
          {fields.length > 0 && (
            <ul>
              {fields.map((field) => (
                <li key={`${field.field} ${field.param ?? ''}`} className="change-field">
                  <FieldLine change={field} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** How many of each. */
export function ChangeCounts({ changes: { added, removed, changed } }: { changes: CommandChanges }) {
  return (
    <span className="change-counts">
      {added.length > 0 && <Badge tone="good">{words.added(added.length)}</Badge>}
      {removed.length > 0 && <Badge tone="danger">{words.removed(removed.length)}</Badge>}
      {changed.length > 0 && <Badge tone="info">{words.changed(changed.length)}</Badge>}
    </span>
  );
}

function FieldLine({ change }: { change: FieldChange }) {
  const { field, param, before, after, turned } = change;
  if (field === 'deprecated') return words.deprecated[after === true ? 'on' : 'off'];
  const what = field === 'param' ? words.param(param ?? '') : (words.fields[field] ?? field);
  const parts = toChangeParts(change);
  if (turned !== undefined && parts.length === 0) return words.turned(what, words[turned]);
  return (
    <>
      <span>{before === undefined ? words.came(what) : after === undefined ? words.went(what) : what}</span>
      <ChangeParts parts={parts} max={VALUE_MAX} />
      {turned !== undefined && <span className="muted">{words.turned(what, words[turned])}</span>}
    </>
  );
}
