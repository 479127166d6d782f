// `actions keys request`, `requests`, `accept`, `decline`: who may publish asks for a key to be trusted, who manages keys
// answers. Thumbprints are computed here, from the bytes that would be trusted.
import type { Registry } from '@action-registry/client';
import { type KeyRequest, KeyRequestStatus } from '@action-registry/schema';
import { type Command, Option } from 'commander';
import { type CommandContext, toExamples } from '../command.js';
import { collectPages, parseId, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';
import { scopeOption } from '../scope-option.js';
import { loadSigningKey } from '../signing-key.js';
import { findThumbprint, toKeyAddition } from '../trusted-key.js';
import { UsageError } from '../usage-error.js';

type RequestOptions = { scope?: string[]; comment?: string };
type ListOptions = { status?: KeyRequestStatus; limit: number; cursor?: string };

const ROWS_MAX = 10_000;

/** Adds the commands below `keys`. */
export function addRequests(keys: Command, context: () => CommandContext): void {
  keys
    .command('request')
    .description('ask for one of your signing keys to be trusted, where you may not add it yourself')
    .argument('[kid]', 'one of your signing keys (default: the one that signs)')
    .addOption(scopeOption('names it may sign, such as files.* or a.*,b.*; may be repeated (default: every name)'))
    .option('--comment <text>', 'whose key it is')
    .addHelpText('after', toExamples('keys request ci-files --scope "files.*" --comment "CI of files"'))
    .action((kid: string | undefined, options: RequestOptions) => request(context(), kid, options));
  keys
    .command('requests')
    .description('what your workspace was asked to trust, newest first')
    .addOption(new Option('--status <status>', 'only those').choices(KeyRequestStatus.options))
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('keys requests --status pending'))
    .action((options: ListOptions) => list(context(), options));
  keys
    .command('accept')
    .description('have the registry trust a key that was asked for')
    .argument('<id>', 'the number of the request', parseId)
    .option('--thumbprint <text>', 'refuse unless it is this one, as its owner told you')
    .addHelpText('after', toExamples('keys accept 4 --thumbprint NdtuhzNMWWb5awEPMPCASG4x7EaIDCBTwFVBBnrGxy4'))
    .action((id: number, { thumbprint }: { thumbprint?: string }) => accept(context(), id, thumbprint));
  keys
    .command('decline')
    .description('decline a key that was asked for')
    .argument('<id>', 'the number of the request', parseId)
    .addHelpText('after', toExamples('keys decline 4'))
    .action(async (id: number) => {
      const { io, open } = context();
      const declined = await (await open()).call((trpc) => trpc.keys.decideRequest.mutate({ id, accept: false }));
      io.result(declined, [`✔ the request ${id} for ${declined.key.kid} is ${declined.status}`]);
    });
}

async function request(
  { config, io, open }: CommandContext,
  kid: string | undefined,
  options: RequestOptions,
): Promise<void> {
  const key = await loadSigningKey({ config, io, kid });
  const addition = toKeyAddition(key, options);
  const made = await (await open()).call((trpc) => trpc.keys.request.mutate(addition));
  io.result(made, [
    `✔ asked for ${made.key.kid} to be trusted for ${toNames(made)}`,
    `  thumbprint ${findThumbprint(made.key) ?? made.thumbprint}`,
    `Next: actions keys accept ${made.id}   (for somebody with keys:manage, to whom you tell the thumbprint)`,
  ]);
}

function toNames({ key }: KeyRequest): string {
  return key.scope?.join(', ') ?? 'every name';
}

async function list({ io, open }: CommandContext, { limit, cursor, ...filter }: ListOptions): Promise<void> {
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.keys.listRequests.query({ ...filter, ...rows })),
  );
  const rows = page.items.map((item) => [
    String(item.id),
    item.status,
    item.key.kid,
    findThumbprint(item.key) ?? 'no good key',
    item.requested_by,
    `${toNames(item)}${item.key.comment === undefined ? '' : ` (${item.key.comment})`}`,
  ]);
  const none = 'There is no such request.';
  io.result(page, rows.length === 0 ? [none] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}

async function accept({ io, open }: CommandContext, id: number, expected: string | undefined): Promise<void> {
  const registry = await open();
  if (expected !== undefined) await assertThumbprint(registry, id, expected);
  const accepted = await registry.call((trpc) => trpc.keys.decideRequest.mutate({ id, accept: true }));
  io.result(accepted, [
    `✔ ${accepted.key.kid} is trusted for ${toNames(accepted)}`,
    `  thumbprint ${findThumbprint(accepted.key) ?? accepted.thumbprint}`,
    `Next: actions keys pin ${accepted.key.kid}   (on each machine that is to trust it)`,
  ]);
}

/** Throws unless the request is for the key of this thumbprint. */
async function assertThumbprint(registry: Registry, id: number, expected: string): Promise<void> {
  const pending = await collectPages(ROWS_MAX, undefined, (rows) =>
    registry.call((trpc) => trpc.keys.listRequests.query({ status: 'pending', ...rows })),
  );
  const found = pending.items.find((item) => item.id === id);
  if (found === undefined)
    throw new UsageError(`No request ${id} waits for an answer. \`actions keys requests\` lists them.`);
  const thumbprint = findThumbprint(found.key);
  if (thumbprint === expected) return;
  const shown = thumbprint === undefined ? 'is for no good key' : `has the thumbprint ${thumbprint}`;
  throw new UsageError(`The request ${id} ${shown}, not ${expected}. Nothing was accepted.`);
}
