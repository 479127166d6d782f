// The commands of a version by type: what each takes, what it may do, what it is for; a row opens in its place. A table, so
// that whoever listens hears the headings.
import { isJsonObject, type Json } from '@action-registry/schema';
import { ChevronRight } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { classNames } from '../../components/class-names.js';
import { Icon } from '../../components/icon.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { describeType, findChildren } from '../../lib/schema-words.js';
import type { Command } from './catalogue-data.js';
import { CommandDetail } from './command-detail.js';
import { groupCommands } from './command-filter.js';
import { RiskBadge } from './risk.js';

/** Rows drawn at first, and with each press of the button: a catalogue may have thousands. */
const SHOWN = 200;

type TableProps = { model: string; commands: readonly Command[] };

/** The table. */
export function CommandTable({ model, commands }: TableProps) {
  const [limit, setLimit] = useState(SHOWN);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // A search that finds one command has found it: it is shown whole.
  const only = commands.length === 1 ? commands[0]?.name : undefined;
  const toggle = (name: string): void => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  const groups = useMemo(() => groupCommands(commands), [commands]);
  let left = limit;
  return (
    <div className="panel">
      <table className="command-table" aria-label={words.table(model)}>
        <thead>
          <tr>
            <th scope="col" className="command-column">
              {words.columns.command}
            </th>
            <th scope="col" className="command-column">
              {words.columns.params}
            </th>
            <th scope="col" className="command-column">
              {words.columns.risk}
            </th>
            <th scope="col" className="command-column">
              {words.columns.description}
            </th>
          </tr>
        </thead>
        {groups.map(({ type, commands: all }) => {
          const rows = all.slice(0, Math.max(0, left));
          left -= rows.length;
          if (rows.length === 0) return null;
          return (
            <tbody key={type}>
              <tr>
                <th scope="rowgroup" colSpan={4} className="command-type">
                  <span className="mono">{type}</span> <span className="muted">{words.commandCount(all.length)}</span>
                </th>
              </tr>
              {rows.map((command) => (
                <CommandRow
                  key={command.name}
                  {...{ model, command }}
                  isOpen={open.has(command.name) !== (command.name === only)}
                  onToggle={() => toggle(command.name)}
                />
              ))}
            </tbody>
          );
        })}
      </table>
      {commands.length > limit && (
        <div className="panel-body">
          <Button onClick={() => setLimit(limit + SHOWN)}>{words.moreCommands(commands.length - limit)}</Button>
        </div>
      )}
    </div>
  );
}

type RowProps = { model: string; command: Command; isOpen: boolean; onToggle: () => void };

function CommandRow({ model, command, isOpen, onToggle }: RowProps) {
  const id = useId();
  const { name, risk, description, deprecated = false, from, aliases = [] } = command;
  return (
    <>
      <tr className={classNames('command-row', deprecated && 'is-dim')} data-command={name}>
        <th scope="row" className="command-title">
          <button type="button" className="command-name" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
            <Icon of={ChevronRight} size={14} />
            <code>{name}</code>
          </button>
          {deprecated && (
            <Badge tone="warning" title={words.deprecatedHint}>
              {words.deprecated}
            </Badge>
          )}
          {from !== model && <span className="muted command-from">{words.inherited(from)}</span>}
        </th>
        <td>
          <Params command={command} />
        </td>
        <td>
          <RiskBadge risk={risk} />
        </td>
        <td className="command-words">
          <span dir="auto">{description}</span>
          {aliases.length > 0 && <span className="command-aliases">{words.also(aliases.join(', '))}</span>}
        </td>
      </tr>
      <tr id={id} hidden={!isOpen}>
        <td colSpan={4} className="command-more">
          {isOpen && <CommandDetail command={command} />}
        </td>
      </tr>
    </>
  );
}

/** The parameters in one line: needed ones first, each with its type. */
function Params({ command: { params_schema } }: { command: Command }) {
  const params = findChildren(params_schema);
  if (params.length === 0) return <span className="muted">{words.noParams}</span>;
  return (
    <ul className="command-params">
      {params.map(({ name, schema, isRequired }) => (
        <li key={name}>
          <code className={isRequired ? 'param-needed' : 'param-optional'}>{name}</code>{' '}
          <span className="muted">{toTypeWords(schema)}</span>
          {!isRequired && <span className="visually-hidden">, {words.optional}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A type in a few words; the values of a choice are counted, the opened row has them. */
function toTypeWords(schema: Json): string {
  const values = isJsonObject(schema) ? schema.enum : undefined;
  return Array.isArray(values) ? words.oneOf(values.length) : describeType(schema);
}
