// The last checkpoint of the log that this browser accepted: what a registry shows later must have grown from it. It is kept
// per browser, and a smaller one never takes its place.

const NAME = 'action-registry.checkpoint';

/** The remembered note; undefined where none is. */
export function findRemembered(): string | undefined {
  try {
    return localStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a note that was verified here, unless the one that is remembered is as large. */
export function rememberCheckpoint(note: string): void {
  const known = findRemembered();
  if (known !== undefined && sizeOf(known) >= sizeOf(note)) return;
  try {
    localStorage.setItem(NAME, note);
  } catch {
    // Storage is blocked: the next page starts without a memory.
  }
}

/** Forgets it, because another key of the log is trusted from now on. */
export function forgetCheckpoint(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Storage is blocked: nothing is remembered.
  }
}

/** The size that a checkpoint's note states in its second line; -1 for a text that is none. */
export function sizeOf(note: string): number {
  const line = note.split('\n')[1] ?? '';
  return /^\d{1,16}$/.test(line) ? Number(line) : -1;
}
