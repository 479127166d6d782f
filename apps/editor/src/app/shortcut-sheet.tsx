// Every shortcut there is, by the groups of the command table.
import { LinkButton } from '../components/button.js';
import { Dialog } from '../components/dialog.js';
import { ShortcutTable } from '../components/shortcut-table.js';
import { paletteMessages } from '../lib/messages/palette.js';
import { usePreference } from '../lib/preferences.js';
import { closeOverlay } from './overlay.js';

/** The shortcut sheet. */
export function ShortcutSheet() {
  const isOff = usePreference('letterKeys') === 'off';
  return (
    <Dialog
      open
      size="l"
      lightDismiss
      isText
      onClose={closeOverlay}
      title={paletteMessages.sheetTitle}
      description={isOff ? paletteMessages.sheetLetters : undefined}
      footer={
        <LinkButton to="/settings/shortcuts" onClick={closeOverlay}>
          {paletteMessages.sheetSettings}
        </LinkButton>
      }
    >
      <ShortcutTable />
    </Dialog>
  );
}
