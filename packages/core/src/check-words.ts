// How checks of a verification are said: one shape for both outcomes, and texts of others only in printable ASCII.
import type { Check, VerifyCode } from '@action-registry/schema';

/** A check that passed. */
export function passCheck(name: string, detail: string): Check {
  return { name, ok: true, detail };
}

/** A check that failed. */
export function failCheck(name: string, code: VerifyCode, detail: string): Check {
  return { name, ok: false, code, detail };
}

/** A text that came from elsewhere, short, in quotes, and without what a terminal would obey. */
export function quote(text: string): string {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return `'${shown.replaceAll(/[^ -~…]/g, '?')}'`;
}
