// The text rule for a command's working directory: it must stay under the action root however it is read, on POSIX and on
// Windows. What only a file system can tell (links) is for whoever has one.
import { RegistryError } from '@action-registry/schema';

/** `~`, `/x`, `\x`: each names a place by itself, on one system or another. So does a drive, and normalising may put it first. */
const ABSOLUTE = /^[/\\~]|(?:^|[/\\])[A-Za-z]:/;
/** Control characters end or split paths in more than one system. */
const CONTROL = /\p{Cc}/u;
/** What ends a name on POSIX, and on Windows: `b\~/../..` stays inside on the one and leaves on the other. */
const SEPARATORS = [/\//, /[/\\]/];

/**
 * Throws INVALID_CWD for a text that is no path, CWD_OUTSIDE_ROOT (`absolute` or `traversal`) for one that could leave the
 * root. `a/../b` stays inside and is lawful.
 */
export function assertCwdInside(cwd: string): void {
  if (cwd.trim() === '') throw toInvalidCwd('must not be blank');
  if (CONTROL.test(cwd)) throw toInvalidCwd('must not contain control characters');
  if (ABSOLUTE.test(cwd)) throw toOutside(cwd, 'absolute');
  if (SEPARATORS.some((separator) => isLeaving(cwd, separator))) throw toOutside(cwd, 'traversal');
}

function isLeaving(cwd: string, separator: RegExp): boolean {
  let depth = 0;
  for (const segment of cwd.split(separator)) {
    const name = segment.trim();
    if (name === '' || name === '.') continue;
    // Windows drops dots and spaces at the end of a name, so '.. ' and '...' can mean '..' there.
    depth += /^\.[. ]*\.$/.test(name) ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

function toInvalidCwd(message: string): RegistryError<'INVALID_CWD'> {
  return new RegistryError('INVALID_CWD', `\`spec.cwd\` ${message}. Give a relative path such as "." or "tools".`, {
    details: { issues: [{ path: '/spec/cwd', message }] },
  });
}

function toOutside(cwd: string, reason: 'absolute' | 'traversal'): RegistryError<'CWD_OUTSIDE_ROOT'> {
  const problem = reason === 'absolute' ? 'is an absolute path' : 'leaves the action root';
  return new RegistryError(
    'CWD_OUTSIDE_ROOT',
    `The working directory '${cwd.slice(0, 200)}' ${problem}. Give a relative path below the action root.`,
    { details: { cwd, reason } },
  );
}
