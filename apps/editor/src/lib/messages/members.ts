// Words of members.

/** Words of members. */
export const memberMessages = {
  title: 'Members',
  lead: 'People who use this workspace, and what each may do. Programs use API keys instead.',
  list: 'Members of the workspace',
  add: 'Add a person',
  none: 'No people here yet',
  noneBody: 'Until now this workspace is used with API keys alone. Add the people who work in it.',
  you: 'You',
  roleOf: (name: string) => `Role of ${name}`,
  changed: (name: string, role: string) => `${name} is ${role} now`,
  changeFailed: 'The role was not changed',
  added: 'Added',
  by: (actor: string) => `by ${actor}`,
  copySubject: (name: string) => `Copy the subject of ${name}`,
  menu: (name: string) => `Change ${name}`,
  link: 'Sign-in link…',
  logOf: 'What they did',
  remove: 'Remove…',

  addBody: 'They can sign in as soon as they are added, with your identity provider or with a link that you make here.',
  subject: 'Subject',
  subjectHint:
    'Who they are to your identity provider, as issuer|sub: the address of the provider, a bar, and the person’s sub in its tokens, such as https://id.example.org|248289761001. Somebody who is refused reads their own subject in the message and can send it to you. Where people sign in by links alone, any text does that is theirs.',
  subjectMissing: 'Say who they are.',
  subjectUnlawful: 'Use printable ASCII without spaces.',
  name: 'Name',
  nameHint: 'What others read here and in lists.',
  role: 'Role',
  addDo: 'Add',
  addDone: (name: string) => `${name} was added`,
  addFailed: 'Nobody was added',

  removeTitle: (name: string) => `Remove ${name}?`,
  removeBody:
    'They are signed out everywhere and refused from then on. What they published, and what the log says of them, stays.',
  removeSelf: 'This is you: you will be signed out of this workspace.',
  removeDo: 'Remove the person',
  removed: (name: string) => `${name} was removed`,
  failed: 'This was refused',

  linkTitle: (name: string) => `Sign-in link for ${name}`,
  linkBody: (name: string, expires: string) =>
    `Signs one browser in as ${name}, once, until ${expires}. It is shown only now. Send it to nobody else: whoever opens it first is ${name} here.`,
} as const;
