// Words of the palette and of the shortcut sheet.

/** Words of the palette and of the shortcut sheet. */
export const paletteMessages = {
  label: 'Search actions and run commands',
  placeholder: 'Action name, or > for commands',
  nothing: 'Nothing found.',
  count: (count: number) => (count === 1 ? '1 result' : `${count} results`),
  move: 'move',
  choose: 'choose',
  leave: 'close',
  commandsOnly: 'commands',
  searchFor: (text: string) => `Search the library for “${text}”`,
  sheetTitle: 'Keyboard shortcuts',
  sheetLetters: 'Shortcuts of single letters are off. They can be switched on in the settings.',
  sheetSettings: 'Shortcut settings',
} as const;
