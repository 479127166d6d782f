// Words of the settings.

/** Words of the settings. */
export const settingsMessages = {
  title: 'Settings',
  views: 'Settings',
  appearance: 'Appearance',
  shortcuts: 'Shortcuts',
  workspace: 'Workspace',
  members: 'Members',
  kept: 'These choices are kept in this browser.',
  theme: 'Theme',
  themes: {
    system: { label: 'As the system', hint: 'Follows your system by day and night.' },
    light: { label: 'Light', hint: 'Dark words on light ground.' },
    dark: { label: 'Dark', hint: 'Light words on dark ground.' },
  },
  rail: 'Side bar',
  railOpen: 'Show the names beside the icons',
  railHint: 'On windows narrower than 1100 pixels the icons stand alone.',
  letters: 'Shortcuts of single letters',
  lettersHint:
    'Keys such as n, e and / act outside text fields. Switch them off if you speak to your computer or press keys by accident; chords with Ctrl, ⌘ or Alt keep working.',
  all: 'All shortcuts',
} as const;
