// Keyboard shortcuts: all of them, and the switch for those of single letters (WCAG 2.1.4).
import { Switch } from '../../components/field.js';
import { SettingsFrame } from '../../components/settings-frame.js';
import { ShortcutTable } from '../../components/shortcut-table.js';
import { settingsMessages as words } from '../../lib/messages/settings.js';
import { setPreference, usePreference } from '../../lib/preferences.js';
import { useRouteReady } from '../../lib/route-ready.js';

/** The shortcut settings. */
export function Page() {
  const letterKeys = usePreference('letterKeys');
  useRouteReady(true);
  return (
    <SettingsFrame title={words.shortcuts} lead={words.kept}>
      <div className="settings-group">
        <Switch
          label={words.letters}
          hint={words.lettersHint}
          checked={letterKeys === 'on'}
          onChange={(event) => setPreference('letterKeys', event.target.checked ? 'on' : 'off')}
        />
      </div>
      <section className="settings-group" aria-labelledby="all-shortcuts">
        <h2 id="all-shortcuts">{words.all}</h2>
        <ShortcutTable />
      </section>
    </SettingsFrame>
  );
}
