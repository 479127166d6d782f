// Checks as lines for people: good, failed, or a warning that fails nothing.
import type { Check } from '@action-registry/schema';

/** A line for each check. */
export function toCheckLines(checks: readonly Check[]): string[] {
  return checks.map(({ name, ok, code, detail }) => {
    // A good check with a code is a warning, or says what was not looked at.
    const mark = ok ? (code === undefined ? '✔' : '!') : '✖';
    return `  ${mark} ${name.replaceAll('_', ' ')}: ${detail}`;
  });
}
