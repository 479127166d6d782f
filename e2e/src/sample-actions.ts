// A small registry that looks like a real one, for the editor's tests and screenshots: all four kinds, several versions,
// channels, a deprecation, a yank, two keys, and a text with hidden characters. Signed and published through the API.
import type { Registry } from '@action-registry/client';
import { canonicalize, digestOf, publicKeyOf, signKeyAdd, signRelease, toWireBase64 } from '@action-registry/core';
import type { Json } from '@action-registry/schema';

/** A key that tests sign with. */
export type TestKey = { kid: string; seed: Uint8Array; publicKey: string };

/** A key whose seed is one byte, repeated. */
export function testKey(kid: string, byte: number): TestKey {
  const seed = new Uint8Array(32).fill(byte);
  return { kid, seed, publicKey: toWireBase64(publicKeyOf(seed)) };
}

/** Has the registry trust a key for every name. */
export async function trustKey({ trpc }: Registry, { kid, seed, publicKey }: TestKey): Promise<void> {
  const facts = { kid, public_key: publicKey, role: 'publisher' as const };
  const proof = signKeyAdd({ ...facts, scope: null, valid_from: null, valid_until: null }, seed);
  await trpc.keys.add.mutate({ ...facts, comment: `The key of ${kid}`, proof });
}

/** A document of a release. */
export type SampleDocument = { name: string; version: string; kind: string; spec: Json; [field: string]: Json };

/** Signs and publishes a document. */
export async function publishDocument(
  { trpc }: Registry,
  document: SampleDocument,
  { key, note, channel }: { key: TestKey; note?: string; channel?: string },
): Promise<void> {
  const text = canonicalize(document);
  const { name, version } = document;
  const sig = signRelease({ name, version, digest: digestOf(text) }, key.seed);
  await trpc.releases.publish.mutate({
    document: text,
    signatures: [{ kid: key.kid, sig }],
    ...(note !== undefined && { note }),
    ...(channel !== undefined && { channel }),
  });
}

const SUMMARY_PROMPT = `You are a careful technical writer.

Summarise the changes in {{repository}} between {{from}} and {{to}} for {{audience}}.

Rules
- Lead with what the reader has to do, then what changed, then why.
- Name every breaking change with the file it is in.
- At most {{max_words}} words. No marketing language.

Language: write in the language of the request; if it is unknown, write in English.`;

const summary = (version: string, timeout: number): SampleDocument => ({
  name: 'notes.summary',
  version,
  kind: 'prompt',
  title: 'Summarise changes',
  description: 'Summarises what changed between two revisions for a given audience.',
  spec: { agent: 'codex', model: 'gpt-5.3-codex', reasoning: 'medium', timeout_s: timeout, prompt: SUMMARY_PROMPT },
  inputSchema: {
    type: 'object',
    required: ['repository', 'from', 'to'],
    properties: {
      repository: { type: 'string', description: 'Owner and name, such as acme/site.' },
      from: { type: 'string', description: 'The older revision.' },
      to: { type: 'string', description: 'The newer revision.' },
      audience: { type: 'string', enum: ['users', 'developers', 'executives'], default: 'developers' },
      max_words: { type: 'integer', minimum: 50, maximum: 2000, default: 300 },
    },
  },
  examples: [
    { title: 'A release', input: { repository: 'acme/site', from: 'v1.4.0', to: 'v1.5.0', audience: 'developers' } },
  ],
  metadata: { module: 'notes', entity: 'summary', action: 'write', tags: ['writing', 'release'] },
});

const createTicket = (version: string): SampleDocument => ({
  name: 'crm.create_ticket',
  version,
  kind: 'tool',
  title: 'Create a ticket',
  description: 'Opens a support ticket and answers its id and address.',
  spec: { binding: { type: 'mcp', url: 'https://crm.example.com/mcp', tool: 'create_ticket' } },
  inputSchema: {
    type: 'object',
    required: ['subject', 'customer'],
    properties: {
      subject: { type: 'string', minLength: 3, maxLength: 120, description: 'One line that says what is wrong.' },
      customer: {
        type: 'object',
        required: ['email'],
        properties: {
          email: { type: 'string', format: 'email', description: 'Where answers go.' },
          name: { type: 'string' },
        },
      },
      priority: { type: 'string', enum: ['low', 'normal', 'urgent'], default: 'normal' },
      labels: { type: 'array', items: { type: 'string' }, maxItems: 10 },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['id', 'url'],
    properties: { id: { type: 'string' }, url: { type: 'string', format: 'uri' } },
  },
  metadata: {
    entity: 'ticket',
    action: 'create',
    sideEffects: ['sends an e-mail'],
    tags: ['support'],
    reversible: false,
  },
});

const command = (name: string, version: string, { title, cmd }: { title: string; cmd: string }): SampleDocument => ({
  name,
  version,
  kind: 'command',
  title,
  description: `${title}.`,
  spec: { shell: 'bash', cwd: '.', timeout_s: 120, cmd },
  metadata: { tags: ['ops'], annotations: { readOnlyHint: true } },
});

const guide: SampleDocument = {
  name: 'tv.open_guide',
  version: '1.0.0',
  kind: 'device',
  title: 'Open the TV guide',
  description: 'Opens the guide from anywhere and goes back to live TV.',
  spec: {
    device_model: 'android_tv',
    default_action_set_id: 'forward',
    action_sets: [
      {
        id: 'forward',
        label: 'Open',
        actions: [
          { command: 'press_key', params: { key: 'HOME' } },
          { command: 'launch_app', params: { package: 'com.example.guide' }, label: 'Start the guide' },
          { command: 'press_key', params: { key: 'DPAD_CENTER' } },
        ],
      },
      { id: 'back', label: 'Back to live TV', actions: [{ command: 'press_key', params: { key: 'BACK' } }] },
    ],
  },
  metadata: { tags: ['tv', 'demo'] },
};

const hidden: SampleDocument = {
  name: 'notes.translate',
  version: '0.3.0',
  kind: 'prompt',
  title: 'Translate',
  description: 'Translates a text and keeps its mark-up.',
  spec: {
    agent: 'codex',
    model: 'gpt-5.3-codex',
    reasoning: 'low',
    timeout_s: 45,
    prompt: 'Translate {{text}} to {{language}}.\u200B Keep links\u202E and code as they are.',
  },
  inputSchema: {
    type: 'object',
    properties: { text: { type: 'string' }, language: { type: 'string' } },
  },
};

/** Publishes the samples; `ana` signs most, `build-bot` the operations. Both keys are trusted by the registry. */
export async function publishSamples(registry: Registry): Promise<{ ana: TestKey; bot: TestKey }> {
  const ana = testKey('ana-laptop', 7);
  const bot = testKey('build-bot', 9);
  for (const key of [ana, bot]) await trustKey(registry, key);
  const note = 'Longer time-out for large repositories; says what the reader has to do first.';
  await publishDocument(registry, summary('1.0.0', 45), { key: ana, note: 'First version.' });
  await publishDocument(registry, summary('1.1.0', 60), { key: ana, channel: 'production' });
  await publishDocument(registry, summary('1.2.0', 90), { key: ana, note });
  await publishDocument(registry, summary('2.0.0-rc.1', 120), { key: ana, channel: 'beta' });
  await publishDocument(registry, createTicket('1.0.0'), { key: ana });
  await publishDocument(registry, createTicket('1.0.1'), { key: ana, channel: 'production' });
  const operations = [
    {
      name: 'net.show_interface',
      title: 'Show an interface',
      cmd: 'ip -br addr show dev {{interface}}\nip -s link show dev {{interface}}',
    },
    { name: 'net.list_routes', title: 'List the routes', cmd: 'ip -br route show table all' },
    { name: 'disk.usage', title: 'Show disk usage', cmd: 'df -h --output=source,size,used,avail,pcent,target' },
    {
      name: 'disk.largest_files',
      title: 'Find the largest files',
      cmd: 'find . -xdev -type f -printf "%s %p\\n" | sort -rn | head -20',
    },
    { name: 'git.changed_files', title: 'List changed files', cmd: 'git diff --name-status {{from}}...{{to}}' },
    { name: 'logs.tail_service', title: 'Follow a service’s log', cmd: 'journalctl -u {{service}} -n 200 --no-pager' },
  ];
  for (const each of operations) await publishDocument(registry, command(each.name, '1.4.0', each), { key: bot });
  await publishDocument(registry, guide, { key: ana });
  await publishDocument(registry, hidden, { key: ana });
  const { trpc } = registry;
  const old = { name: 'net.list_routes', version: '1.4.0' };
  await trpc.releases.deprecate.mutate({
    ...old,
    reason: 'Use net.show_interface, which shows routes too.',
    severity: 'notice',
    replaced_by: 'net.show_interface',
  });
  await trpc.releases.yank.mutate({
    name: 'notes.summary',
    version: '1.0.0',
    reason: 'Named the wrong revision in its headline.',
  });
  await trpc.channels.move.mutate({
    name: 'net.show_interface',
    channel: 'production',
    version: '1.4.0',
    reason: 'Checked in staging.',
  });
  return { ana, bot };
}
