// Revoking by the command line, where a root key has to sign: the command is made to be pasted, whatever the reason says.

/** What stays valid: all up to now, all before a release, or nothing. */
export type Cut = 'now' | 'release' | 'all';

/** The command that revokes `kid` with `index` as the last valid entry; the reason is one quoted word of a POSIX shell. */
export function findRevokeCommand({ kid, reason, index }: { kid: string; reason: string; index: number }): string {
  const quoted = `'${reason.replaceAll(/\s+/g, ' ').replaceAll("'", "'\\''")}'`;
  return `npx --no actions keys revoke ${kid} --reason ${quoted} --last-valid-index=${index}`;
}
