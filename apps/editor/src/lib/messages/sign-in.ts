// Words of signing in.

/** Words of signing in. */
export const signInMessages = {
  title: 'Sign in',
  lead: 'Write, review, sign and publish actions.',
  key: 'API key',
  keyHint:
    'Or a token of your identity provider, where the registry takes them. It is sent once to open a session and is not kept in this browser.',
  keyMissing: 'Paste an API key.',
  workspace: 'Workspace',
  workspaceHint: 'You are a member of several; the switcher changes it later.',
  submit: 'Sign in',
  where: 'Where is my key?',
  whereBody: 'The first start of a registry writes an admin key to a file of its data folder:',
  whereFile: 'data/admin-api-key',
  whereLink: 'An admin who is signed in can also make a one-time link, in the account menu.',
  withLink: 'Signing in with your link…',
  linkFailed: 'The link did not work',
  read: 'Look around without signing in',
  again: 'Sign in again',
  askedBody: 'What you see can be read by everyone; changing things needs a session.',
  expiredBody: 'Your session has ended. This page stays as it is, with everything you typed.',
} as const;
