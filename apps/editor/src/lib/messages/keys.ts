// Words of keys: those of this browser, and those that the registry trusts.

const everyName = 'every name';
const scopeWords = (scope: readonly string[] | undefined): string => scope?.join(', ') ?? everyName;

/** Words of both lists of keys. */
export const keyMessages = {
  title: 'Keys',
  views: 'Views of keys',
  signing: 'Signing keys',
  trusted: 'Trusted keys',
  api: 'API keys',
  thumbprint: 'Thumbprint',
  copyThumbprint: (kid: string) => `Copy the thumbprint of ${kid}`,
  details: 'Details',
  hex: 'Thumbprint as hex',
  publicKey: 'Public key',
  created: 'Created',
  mayName: (scope: readonly string[] | undefined) => `May sign ${scopeWords(scope)}`,
  mayDo: ({ role, scope }: { role: 'publisher' | 'root' | 'log'; scope?: readonly string[] | undefined }) =>
    role === 'log'
      ? 'Signs the log’s checkpoints'
      : role === 'root'
        ? 'Signs revocations of keys'
        : `May sign ${scopeWords(scope)}`,
  failed: 'This was refused',
  menu: (kid: string) => `Change ${kid}`,
} as const;

/** Words of the keys of this browser. */
export const signingMessages = {
  lead: 'Keys that you sign releases with. They are made in this browser, never leave it, and are never sent to the registry.',
  list: 'Signing keys of this browser',
  create: 'Create a key',
  import: 'Import…',
  none: 'No signing key in this browser',
  noneBody: 'Create one to sign and publish from here, or bring one that you have.',
  onlyHere: 'This key is only in this browser.',
  onlyHereBody:
    'It has no backup. When this browser’s data is cleared, or this machine is lost, the key is gone for good and you will need a new one.',
  hereAndBackup: 'This key is in this browser, and in your backup.',
  backedUp: 'Backed up',
  noBackup: 'No backup',
  backedUpBody: 'It cannot be read out of this browser again, so keep that file.',
  stays: 'This browser promised to keep its keys until you clear them.',
  mayClear: 'This browser may clear its keys when room runs out. A backup protects you.',
  states: {
    unknown: 'Not trusted by the registry yet',
    taken: 'The registry knows another key by this name',
    elsewhere: 'Trusted under another name',
    trusted: 'Trusted by the registry',
    out_of_scope: 'Trusted, not for this name',
    wrong_role: 'Signs no releases',
    inactive: 'No longer trusted',
  },
  takenBody: 'Key names are given for ever. Create or import your key under another name.',
  elsewhereBody: (kid: string) =>
    `The registry trusts these bytes as ${kid}. Import the key under that name to use it.`,
  inactiveBody: (status: string) => `The registry calls it ${status}: it signs nothing new.`,
  trust: 'Have it trusted…',
  deleteLabel: (kid: string) => `Delete ${kid}`,

  insecure: 'Keys need https or localhost',
  insecureBody:
    'Browsers only make keys and sign on https or localhost, and this page came over plain http. Use the command line instead:',
  unsupported: 'This browser cannot sign',
  unsupportedBody:
    'It has no Ed25519 in WebCrypto. Current versions of Chrome, Edge, Firefox and Safari have. Or use the command line:',
  command: 'Command line',
  keygen: 'npx --no actions keygen\nnpx --no actions keys add',

  createTitle: 'Create a signing key',
  createBody: 'The key is made here. The registry only ever sees its public half and what you sign.',
  name: 'Name of the key',
  nameHint: 'A permanent label, such as ana-laptop. Others see it beside what you sign.',
  nameMissing: 'Name the key.',
  nameUnlawful: 'Use a–z, 0–9, dot, hyphen and underscore, at most 64, beginning with a letter or digit.',
  nameHere: 'There is a key of this name in this browser already.',
  nameTaken: 'The registry knows another key by this name, and names are given for ever.',
  passphrase: 'Passphrase of the backup',
  passphraseHint: 'Protects the backup file; nobody can reset it. Without one, whoever has the file has the key.',
  passphraseShow: 'Show the passphrase',
  next: 'Create',
  backupTitle: (kid: string) => `Keep a copy of ${kid}`,
  backupBody:
    'This key is only in this browser. The file is the one way to get it back, and now is the one moment to make it.',
  /** As the command line names them in its own folder. */
  backupFile: (kid: string) => `${kid}.jwe`,
  backupSealed: 'Sealed with your passphrase. Keep the two apart.',
  backupOpen: 'It has no passphrase: whoever has this file can sign as you. Keep it where nobody else gets.',
  download: 'Download the backup',
  skip: 'Go on without a backup',
  ready: (kid: string) => `${kid} is ready to sign`,
  createdPersisted: 'The browser promised to keep it.',
  createdFleeting: 'The browser may clear it when room runs out.',
  notKept: 'The key could not be kept. Does this browser allow this site to store data?',

  importTitle: 'Import a signing key',
  importBody:
    'A backup from here or from the command line, PKCS#8 (PEM) or a JSON Web Key. It is read in this browser and not sent.',
  file: 'Choose a file',
  paste: 'Key',
  pasteHint: 'Choose a file, or paste its text here.',
  forms: {
    backup: 'A backup file.',
    pkcs8: 'A PKCS#8 key.',
    jwk: 'A JSON Web Key.',
    seed: 'A bare key of 32 bytes.',
    encrypted: 'PKCS#8 with a passphrase is not read here. Take the passphrase off, for example with openssl pkey.',
    unknown: 'This is no key that can be read here.',
  },
  unreadable: 'The key cannot be read. Is the passphrase right, and is it an Ed25519 key?',
  pasteMissing: 'Choose a file, or paste a key.',
  importPassphrase: 'Passphrase',
  importPassphraseHint: 'The one that the file was sealed with.',
  importDo: 'Import',

  deleteTitle: (kid: string) => `Delete ${kid} from this browser?`,
  deleteBody: 'It can sign nothing here from then on. What it signed stays verified.',
  deleteLost: 'It has no backup. Nobody can bring it back.',
  deleteKept: 'You have a backup and can import it again.',
  deleteStands: 'The registry goes on trusting it. Retire it under Trusted keys if nobody is to use it any more.',
  deleteDo: 'Delete the key',
  deleted: (kid: string) => `${kid} was deleted from this browser`,
} as const;

/** Words of having one's own key trusted. */
export const trustKeyMessages = {
  title: (kid: string) => `Have the registry trust ${kid}`,
  body: 'From then on it accepts what this key signs. The key proves itself with a signature; its private half stays here.',
  what: 'What it may sign',
  every: 'Every name',
  some: 'Only these names',
  scopes: 'Names',
  scopesHint: 'Names such as notes.summary, or all below one such as files.*, separated by commas.',
  scopesMissing: 'Say at least one name.',
  scopesUnlawful: (scope: string) => `“${scope}” is no name, nor a name followed by .*`,
  comment: 'Whose key it is',
  commentHint: 'Others read it beside the key.',
  add: 'Trust this key',
  added: (kid: string) => `${kid} is trusted by the registry, and in this browser`,
  requestTitle: (kid: string) => `Ask an admin to trust ${kid}`,
  ask: 'Ask the admins',
  asked: {
    pending: 'Asked; an admin has to answer',
    declined: 'An admin declined it',
  },
  orLink: 'Or send a link',
  accepted: (kid: string) => `${kid} is trusted by the registry`,
  requestBody:
    'You may not add trusted keys yourself. Those who may find your request under Trusted keys; tell them the thumbprint in another way. This page goes on by itself when they accept.',
  requestLink: 'Link to the request',
  copyLink: 'Copy the link',
} as const;

/** Words of the registry's trusted keys. */
export const trustedMessages = {
  lead: 'Keys whose releases this registry accepts. The list is the registry’s word: this browser calls a release verified only for keys that you trust here.',
  list: 'Trusted keys of this registry',
  none: 'This registry trusts no key yet',
  noneBody: 'Nothing can be published until it does. Create a signing key and have it trusted.',
  roles: { publisher: 'Publisher', root: 'Root', log: 'Log' },
  states: { active: 'Active', pending: 'Not valid yet', expired: 'Expired', retired: 'Retired', revoked: 'Revoked' },
  inactive: 'It signs nothing new; what it signed stays verified.',
  revoked: (index: number) =>
    index < 0
      ? 'Nothing that it signed is valid any more.'
      : `Releases up to log entry ${index} stay valid; later ones are refused.`,
  mine: 'Yours',
  pinned: 'Trusted in this browser',
  changed: 'This browser trusts other bytes under this name',
  pin: 'Trust here…',
  unpin: 'Trust no longer here',
  unpinned: (kid: string) => `This browser no longer trusts ${kid}`,
  pinTitle: (kid: string) => `Trust ${kid} in this browser?`,
  pinBody:
    'From now on, this browser calls a release verified when this key signed it. Compare the thumbprint with what its owner tells you in another way.',
  pinLogBody:
    'From now on, this browser checks that releases are in the log that this key signs, and that the log only grows. Compare the thumbprint with what the registry’s operator tells you in another way.',
  pinReplaces:
    'This browser trusts other bytes under this name now; they would be replaced. Go on only if its owner confirms the change.',
  pinDo: 'Trust it here',
  pinDone: (kid: string) => `This browser trusts ${kid}`,
  added: 'Added',
  addedBy: {
    config: 'by the registry’s configuration',
    global: 'for the whole registry',
    workspace: (workspace: string) => `by the workspace ${workspace}`,
  },
  validFrom: 'Valid from',
  validUntil: 'Valid until',
  always: 'no limit',
  logEntry: 'Log entry',
  signs: (count: number) =>
    count === 1 ? 'Signed the latest version of 1 action' : `Signed the latest version of ${count} actions`,
  retire: 'Retire…',
  retireTitle: (kid: string) => `Retire ${kid}?`,
  retireBody:
    'It signs nothing new from then on, for anybody. What it signed stays verified. This is logged and cannot be undone.',
  retireLast: 'It is the only active key: nothing can be published until another one is trusted.',
  retireDo: 'Retire the key',
  retired: (kid: string) => `${kid} is retired`,
  retireConfigured: 'It is configured: remove it from the trusted keys of the registry’s configuration.',
  retireGlobal: 'It signs for the whole registry, so retiring it needs the permission registry:operate.',
  requests: 'Requests to trust a key',
  requestedBy: (actor: string) => `Asked for by ${actor}`,
  requestUnproven: 'The key did not sign this request',
  accept: 'Accept…',
  decline: 'Decline',
  requestDeclined: (kid: string) => `The request for ${kid} was declined`,
  requestTitle: (kid: string) => `Trust ${kid}?`,
  requestBody: 'You were asked to have the registry trust this key. The request is signed by the key itself.',
  requestCompare: 'Compare the thumbprint with what the key’s owner tells you in another way, such as on the phone.',
  requestDo: 'Trust this key',
  requestDone: (kid: string) => `${kid} is trusted by the registry`,
  requestDamaged: 'This request cannot be used',
  requestDamagedBody: 'The link is incomplete or was changed on its way. Ask for a new one.',
  requestStands: (kid: string) => `${kid} is trusted already`,
} as const;
