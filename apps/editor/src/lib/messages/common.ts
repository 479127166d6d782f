// Words that many parts of the editor share.

/** Shared words. */
export const messages = {
  appName: 'Action Registry',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  retry: 'Try again',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Copying was refused by the browser. Select the text and copy it.',
  loading: 'Loading…',
  more: 'More',
  optional: 'optional',
  required: 'required',
  remove: (what: string) => `Remove ${what}`,
  requestId: (id: string) => `Request ${id}`,
  copyRequestId: 'Copy the request id',
  signIn: 'Sign in',
  readonlyReason: (permission: string) => `You lack the permission ${permission}. Ask an admin of your workspace.`,
  signInFirst: 'Sign in first.',
  kinds: { prompt: 'Prompt', command: 'Command', tool: 'Tool', device: 'Device' },
  hiddenCharacter: (name: string, code: string) => `Hidden character: ${name}, ${code}`,
  newerChanges: (count: number) => (count === 1 ? '1 newer change' : `${count} newer changes`),
  show: 'Show',
} as const;
