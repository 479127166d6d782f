// How the editor looks: theme and side bar.
import { Switch } from '../../components/field.js';
import { SettingsFrame } from '../../components/settings-frame.js';
import { settingsMessages as words } from '../../lib/messages/settings.js';
import { setPreference, usePreference } from '../../lib/preferences.js';
import { useRouteReady } from '../../lib/route-ready.js';

const THEMES = ['system', 'light', 'dark'] as const;

/** The appearance settings. */
export function Page() {
  const theme = usePreference('theme');
  const rail = usePreference('rail');
  useRouteReady(true);
  return (
    <SettingsFrame title={words.appearance} lead={words.kept}>
      <fieldset className="settings-group">
        <legend>{words.theme}</legend>
        <div className="theme-choices">
          {THEMES.map((each) => (
            <label key={each} className="theme-choice" data-preview={each}>
              <ThemePreview />
              <span className="theme-label">
                <input
                  type="radio"
                  name="theme"
                  value={each}
                  checked={theme === each}
                  aria-labelledby={`theme-${each}`}
                  aria-describedby={`theme-${each}-hint`}
                  onChange={() => setPreference('theme', each)}
                />
                <span id={`theme-${each}`}>{words.themes[each].label}</span>
              </span>
              <span className="field-hint" id={`theme-${each}-hint`}>
                {words.themes[each].hint}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="settings-group">
        <legend>{words.rail}</legend>
        <Switch
          label={words.railOpen}
          hint={words.railHint}
          checked={rail === 'open'}
          onChange={(event) => setPreference('rail', event.target.checked ? 'open' : 'closed')}
        />
      </fieldset>
    </SettingsFrame>
  );
}

function ThemePreview() {
  return (
    <span className="theme-preview" aria-hidden="true">
      <span className="preview-rail" />
      <span className="preview-line" />
      <span className="preview-line" />
      <span className="preview-button" />
    </span>
  );
}
