// The command table as people read it: what each key does, by group.
import { COMMANDS, commandIds } from '../lib/commands.js';
import { commandMessages } from '../lib/messages/commands.js';
import { Kbd } from './kbd.js';

const GROUPS = ['here', 'go', 'create', 'list', 'editor'] as const;

/** All shortcuts, in columns. */
export function ShortcutTable() {
  return (
    <div className="shortcut-table">
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`shortcuts-${group}`}>
          <h3 id={`shortcuts-${group}`}>{commandMessages.groups[group]}</h3>
          <dl>
            {commandIds()
              .filter((id) => COMMANDS[id].group === group && COMMANDS[id].keys !== undefined)
              .map((id) => (
                <div key={id}>
                  <dt>{commandMessages.titles[id]}</dt>
                  <dd>
                    {COMMANDS[id].keys?.map((keys) => (
                      <span key={keys}>
                        <Kbd keys={keys} />
                        <span className="visually-hidden">{keys}</span>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
