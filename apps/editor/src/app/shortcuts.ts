// From key presses to commands, for the whole page: chords, sequences such as `g l`, and single letters that rest while
// someone types, while a dialog or menu is open, or when they were switched off (WCAG 2.1.4).
import { COMMANDS, type CommandId, commandIds, findHandler, runCommand } from '../lib/commands.js';
import { isSingleLetter, isTyping, toChord, toChords } from '../lib/keys.js';
import { getPreference } from '../lib/preferences.js';

const SEQUENCE_MS = 1_200;
/** What lies over the page and has the keys. */
const OVER = 'dialog:modal, .menu:popover-open';

type Binding = { id: CommandId; chords: readonly string[]; isLetter: boolean; inText: boolean };

/** Listens for shortcuts until the page is closed. */
export function startShortcuts(): void {
  const bindings = toBindings();
  let pressed: { chords: readonly string[]; at: number } = { chords: [], at: 0 };
  const isPending = ({ timeStamp }: KeyboardEvent): boolean =>
    pressed.chords.length > 0 && timeStamp - pressed.at <= SEQUENCE_MS;
  const take = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const chord = toChord(event);
    const chords = isPending(event) ? [...pressed.chords, chord] : [chord];
    const usable = bindings.filter((binding) => isUsable(binding, event));
    const match = findMatch(usable, chords) ?? findMatch(usable, [chord]);
    const isStart = usable.some(
      (binding) => binding.chords.length > chords.length && startsWith(binding.chords, chords),
    );
    pressed = isStart ? { chords, at: event.timeStamp } : { chords: [], at: 0 };
    if (match === undefined) return;
    event.preventDefault();
    runCommand(match.id);
  };
  // A component that knows a key comes first, except for the second key of a sequence that has begun.
  document.addEventListener('keydown', (event) => isPending(event) && take(event), { capture: true });
  document.addEventListener('keydown', (event) => !isPending(event) && take(event));
}

function toBindings(): Binding[] {
  return commandIds().flatMap((id) => {
    const { keys = [], inText = false, sheetOnly = false } = COMMANDS[id];
    if (sheetOnly) return [];
    return keys.map((shortcut) => ({ id, chords: toChords(shortcut), isLetter: isSingleLetter(shortcut), inText }));
  });
}

function isUsable({ id, isLetter, inText }: Binding, { target }: KeyboardEvent): boolean {
  if (!inText && (isTyping(target) || document.querySelector(OVER) !== null)) return false;
  if (isLetter && getPreference('letterKeys') === 'off') return false;
  return findHandler(id) !== undefined;
}

function findMatch(bindings: readonly Binding[], chords: readonly string[]): Binding | undefined {
  return bindings.find((binding) => binding.chords.length === chords.length && startsWith(binding.chords, chords));
}

function startsWith(all: readonly string[], start: readonly string[]): boolean {
  return start.every((chord, index) => all[index] === chord);
}
