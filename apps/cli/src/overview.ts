// Every command as the overview shows it, in that order, and where the rest of it is. A call loads the file of its own
// command only; that each row says what its command says of itself is held by a test.
import type { AddCommand } from './command.js';

/** A command as it is typed, with its arguments, and what it does in one line. */
export type Row = { usage: string; about: string };

/** The commands that one function adds. */
export type Group = { rows: readonly [Row, ...Row[]]; load: () => Promise<AddCommand> };

const row = (usage: string, about: string): Row => ({ usage, about });

const FIRST_STEPS: readonly Group[] = [
  {
    rows: [row('init', 'log in, make a signing key, have it trusted, and pin it: a first publish needs nothing else')],
    load: async () => (await import('./commands/init.js')).addInit,
  },
  {
    rows: [
      row('login', 'store an API key for a registry (mode 0600)'),
      row('logout', 'forget the API key of a registry'),
      row('whoami', 'show which registry you use, and as whom'),
    ],
    load: async () => (await import('./commands/login.js')).addLogin,
  },
  {
    rows: [row('keygen', 'make a signing key (a JWE file, mode 0600)')],
    load: async () => (await import('./commands/keygen.js')).addKeygen,
  },
];

const WRITING: readonly Group[] = [
  {
    rows: [
      row('validate <paths...>', 'check document files; of a registry only its catalogues are used, when one answers'),
    ],
    load: async () => (await import('./commands/validate.js')).addValidate,
  },
  {
    rows: [row('sign <paths...>', 'sign document files; writes FILE.signed.json, which `publish` takes')],
    load: async () => (await import('./commands/validate.js')).addSign,
  },
  {
    rows: [row('publish <paths...>', 'sign and publish document files')],
    load: async () => (await import('./commands/publish.js')).addPublish,
  },
  {
    rows: [
      row(
        'compare [old] [new]',
        'what changed between two contracts, whether it breaks callers, and the least version that says so',
      ),
    ],
    load: async () => (await import('./commands/compare.js')).addCompare,
  },
];

const READING: readonly Group[] = [
  {
    rows: [row('search [words...]', 'find actions')],
    load: async () => (await import('./commands/read.js')).addSearch,
  },
  {
    rows: [
      row('get <reference>', 'show a verified release: its document on standard output, what is known of it beside'),
    ],
    load: async () => (await import('./commands/read.js')).addGet,
  },
  {
    rows: [row('versions <name>', 'list the versions of an action, highest first')],
    load: async () => (await import('./commands/read.js')).addVersions,
  },
  {
    rows: [
      row(
        'resolve <references...>',
        'find the exact versions of references, all at once, and verify each on this machine',
      ),
    ],
    load: async () => (await import('./commands/resolve.js')).addResolve,
  },
  {
    rows: [row('verify <reference-or-file>', 'verify a release, or a signed file, on this machine')],
    load: async () => (await import('./commands/verify.js')).addVerify,
  },
];

const AFTERWARDS: readonly Group[] = [
  {
    rows: [
      row(
        'resign <reference>',
        'add the signature of one of your keys to a release that stands, as after a revocation',
      ),
    ],
    load: async () => (await import('./commands/resign.js')).addResign,
  },
  {
    rows: [
      row('deprecate <reference>', 'warn about a release'),
      row('undeprecate <reference>', 'take a deprecation back'),
    ],
    load: async () => (await import('./commands/moderate.js')).addDeprecation,
  },
  {
    rows: [
      row('yank <reference>', 'take a release out of ranges and channels'),
      row('unyank <reference>', 'take a yank back'),
    ],
    load: async () => (await import('./commands/moderate.js')).addYank,
  },
];

const TOGETHER: readonly Group[] = [
  {
    rows: [row('channel', 'list, move and look back at channels')],
    load: async () => (await import('./commands/channel.js')).addChannel,
  },
  {
    rows: [row('catalogue', 'what device models can do: list, get, export, uses, check, put')],
    load: async () => (await import('./commands/catalogue.js')).addCatalogue,
  },
  {
    rows: [
      row(
        'keys',
        'trusted keys: list, add, retire, revoke; request, requests, accept, decline; on this machine: pin, unpin, default',
      ),
    ],
    load: async () => (await import('./commands/keys.js')).addKeys,
  },
  {
    rows: [row('api-keys', 'API keys of your workspace: list, create, revoke')],
    load: async () => (await import('./commands/api-keys.js')).addApiKeys,
  },
  {
    rows: [
      row(
        'workspace',
        'your workspace: current, create, rename; its namespaces: namespaces, transfer, accept, decline',
      ),
    ],
    load: async () => (await import('./commands/workspace.js')).addWorkspace,
  },
  {
    rows: [row('members', 'people of your workspace: list, put, remove')],
    load: async () => (await import('./commands/members.js')).addMembers,
  },
];

const RECORDS: readonly Group[] = [
  {
    rows: [row('log', 'the registry’s log: verify, entries, proof; check-fork, pin, forget')],
    load: async () => (await import('./commands/log.js')).addLog,
  },
  {
    rows: [row('audit', 'what was done, newest first: all of your workspace, and what is public of others')],
    load: async () => (await import('./commands/audit.js')).addAudit,
  },
  {
    rows: [
      row(
        'export <reference>',
        'write a verified release with its proof into one file; `actions verify FILE` needs no network',
      ),
    ],
    load: async () => (await import('./commands/export.js')).addExport,
  },
  {
    rows: [row('import', 'import actions from elsewhere')],
    load: async () => (await import('./commands/import-mcp.js')).addImport,
  },
  {
    rows: [row('completion <shell>', 'print a script that completes commands and options')],
    load: async () => (await import('./commands/completion.js')).addCompletion,
  },
];

/** All commands, in the order of the overview. */
export const GROUPS: readonly Group[] = [
  ...FIRST_STEPS,
  ...WRITING,
  ...READING,
  ...AFTERWARDS,
  ...TOGETHER,
  ...RECORDS,
];

/** The name of a row's command. */
export function nameOf({ usage }: Row): string {
  return usage.split(' ', 1)[0] ?? '';
}
