// Words of the help page.

/** Words of the help page. */
export const helpMessages = {
  title: 'Help',
  lead: 'An npm for callable actions: you write them as drafts, sign and publish them as releases that never change, and everyone checks every byte for themselves.',
  first: 'Your first release',
  steps: [
    {
      to: '/drafts',
      title: 'Clone a built-in or write a draft',
      body: 'Drafts change as often as you like and are saved while you type.',
    },
    {
      to: '/keys/signing',
      title: 'Make a signing key',
      body: 'It is made in this browser and never leaves it. An admin has the registry trust it.',
    },
    {
      to: '/drafts',
      title: 'Review, sign and publish',
      body: 'You see exactly the bytes that you sign. After that nobody can change them, not even you.',
    },
    { to: '/library', title: 'Use it', body: 'Each release has snippets for TypeScript, curl and the command line.' },
  ],
  badges: 'What the badges mean',
  badgeTexts: {
    verified: 'This browser computed the digest and checked the signature against a key that you trust here.',
    unknown_key:
      'The bytes fit their digest, but you have not decided yet whether you trust the key. Compare its thumbprint with its owner.',
    invalid: 'What the registry sent is not what was signed. Do not use it.',
    unsigned: 'Nobody signed these bytes.',
    builtin: 'A read-only draft that comes with the registry. Clone it to change it.',
    unavailable: 'The check could not be made here. It says nothing about the release.',
  },
  registrySays: 'What the registry says of a release is a second opinion and is always labelled so.',
  words: 'Words',
  glossary: [
    {
      term: 'Action',
      text: 'A name such as notes.summary with its releases. It is a prompt, a command, a tool or a device sequence.',
    },
    { term: 'Draft', text: 'What you are writing. It belongs to your workspace and can change.' },
    { term: 'Release', text: 'One published version: signed bytes that never change.' },
    {
      term: 'Channel',
      text: 'A pointer to a release, such as production. latest follows the highest stable version by itself.',
    },
    {
      term: 'Catalogue',
      text: 'The commands of a device model and what each takes. Device sequences are checked against it when they are saved.',
    },
    { term: 'Deprecated', text: 'Still there, with a warning and a reason, perhaps with a replacement.' },
    {
      term: 'Yanked',
      text: 'No range or channel leads to it any more; whoever asks for exactly this version still gets it.',
    },
    { term: 'Thumbprint', text: 'The identity of a key. Its name is only a label.' },
  ],
  more: 'Elsewhere',
  keyboard: 'Keyboard shortcuts',
  api: 'API documentation',
  openapi: 'OpenAPI description',
} as const;
