// Words of revoking a key.

/** Words of the dialog. */
export const revokeMessages = {
  revoke: 'Revoke…',
  title: (kid: string) => `Revoke ${kid}?`,
  body: 'For a key that was stolen or lost. Whatever it signed after the cut is refused everywhere, at once. This is logged and cannot be undone.',
  reason: 'Reason',
  reasonHint: 'Others read it wherever the key is refused.',
  reasonMissing: 'Say why.',
  cut: 'What stays valid',
  cuts: {
    now: 'Everything up to now',
    release: 'Everything before a release',
    all: 'Nothing that it ever signed',
  },
  cutHint: 'The cut is an entry of the log and not a time: whoever has a stolen key also chooses the times they state.',
  release: 'First release that is not to be trusted',
  releaseHint: 'Its exact version, such as notes.summary@1.2.0.',
  releaseMissing: 'There is no such release.',
  result: (index: number) =>
    index < 0
      ? 'Every release that only this key signed fails, until another key signs it too.'
      : `Releases before entry ${index + 1} stay valid, with a warning. From entry ${index + 1} on, none does.`,
  waiting: 'Reading where the log stands…',
  touches: (count: number) =>
    count === 1 ? 'It signed the latest version of 1 action.' : `It signed the latest version of ${count} actions.`,
  confirm: (kid: string) => `Type ${kid} to confirm`,
  confirmMissing: 'Type the key’s name as it is written above.',
  do: 'Revoke the key',
  done: (kid: string) => `${kid} is revoked`,
  rooted: 'A root key must sign this',
  rootedBody: 'The registry trusts a root key, which is kept offline. Run this where that key is.',
  command: 'Command that revokes the key',
} as const;
