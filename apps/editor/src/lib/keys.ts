// Shortcuts as text: `Mod+K`, `Shift+F8`, `g l`. `Mod` is Ctrl, and ⌘ on Apple's keyboards. Matching looks at the key's
// meaning, not at its place, so that shortcuts follow the reader's layout.

/** The parts of a keyboard event that decide. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const OTHER: Readonly<Record<string, string>> = { Mod: 'Ctrl' };
const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'Space',
};

/** True on keyboards that have ⌘. */
function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** The keys of a shortcut as they are printed on the keyboard. */
export function formatKeys(keys: string, apple = isApple()): string[] {
  const words = apple ? APPLE : OTHER;
  return keys
    .split(' ')
    .flatMap((chord) =>
      chord.split('+').map((key) => words[key] ?? NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
    );
}

/** A press as text in the same notation, so that two can be compared; Shift is told where the key itself does not tell it. */
export function toChord({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress, apple = isApple()): string {
  const isMod = apple ? metaKey : ctrlKey;
  const isOther = apple ? ctrlKey : metaKey;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const shiftTells = shiftKey && (key.length > 1 || /[a-z]/.test(letter));
  return [
    isMod ? 'Mod+' : '',
    isOther ? 'Other+' : '',
    altKey ? 'Alt+' : '',
    shiftTells ? 'Shift+' : '',
    letter === ' ' ? 'Space' : letter,
  ].join('');
}

/** A shortcut's chords in the notation of `toChord`. */
export function toChords(keys: string): string[] {
  return keys
    .split(' ')
    .map((chord) =>
      chord.replace(/(^|\+)([A-Z])$/, (_match, before: string, letter: string) => before + letter.toLowerCase()),
    );
}

/** True for shortcuts of single printable keys, which WCAG 2.1.4 wants to be switchable. */
export function isSingleLetter(keys: string): boolean {
  return toChords(keys).every((chord) => chord.length === 1);
}

/** True where typing means text, so that single keys are no shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox],[type=radio]), textarea, select, [role=textbox]'))
  );
}
