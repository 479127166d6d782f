// `actions api-keys`: the API keys of the caller's workspace. A secret is printed by the command that made it and never again.
import { type ApiKey, ApiKeyStatus, Permission, ROLE_PERMISSIONS, Role } from '@action-registry/schema';
import { type Command, Option } from 'commander';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { collectPages, parseId, parseLimit, toMoreLines } from '../pages.js';
import { toTable } from '../plain-text.js';
import { scopeOption } from '../scope-option.js';
import { parseExpiry } from '../times.js';
import { parseChoices, UsageError } from '../usage-error.js';

type ListOptions = { status?: ApiKeyStatus; limit: number; cursor?: string };
type CreateOptions = { role?: Role; permissions?: Permission[]; names?: string[]; expires?: string };

export const addApiKeys: AddCommand = (program, context) => {
  const keys = program.command('api-keys').description('API keys of your workspace: list, create, revoke');
  keys
    .command('list')
    .description('list them, newest first')
    .addOption(new Option('--status <status>', 'only those').choices(ApiKeyStatus.options))
    .option('--limit <count>', 'how many', parseLimit, 50)
    .option('--cursor <cursor>', 'go on from an earlier page')
    .addHelpText('after', toExamples('api-keys list --status active'))
    .action((options: ListOptions) => list(context(), options));
  addCreate(keys, context);
  keys
    .command('revoke')
    .description('end one for good, everywhere within two seconds')
    .argument('<id>', 'its number, as the list shows it', parseId)
    .addHelpText('after', toExamples('api-keys revoke 7'))
    .action(async (id: number) => {
      const { io, open } = context();
      const key = await (await open()).call((trpc) => trpc.apiKeys.revoke.mutate({ id }));
      io.result(key, [`✔ the API key '${key.name}' (${key.id}, ${key.key_prefix}…) is ${key.status}`]);
    });
};

function addCreate(keys: Command, context: () => CommandContext): void {
  keys
    .command('create')
    .description('make one, with at most your own rights; its secret is shown this once')
    .argument('<name>', 'whom or what it is for')
    .addOption(new Option('--role <role>', 'all that this role may').choices(Role.options))
    .addOption(
      new Option('--permissions <permissions>', `what it may, of ${Permission.options.join(', ')}`).argParser(
        parsePermissions,
      ),
    )
    .addOption(
      scopeOption('action names it may write, such as files.* or a.*,b.* (default: all of yours)', '--names <names>'),
    )
    .addOption(
      new Option('--expires <when>', 'a length such as 90d, a day, a time in UTC, or never (default: 90d)').argParser(
        (text: string) => parseExpiry(text),
      ),
    )
    .addHelpText(
      'after',
      toExamples(
        'api-keys create ci --permissions definitions:read,releases:publish --names "files.*" --expires 30d',
        'api-keys create ann --role author --json',
      ),
    )
    .action((name: string, options: CreateOptions) => create(context(), name, options));
}

function parsePermissions(text: string, before: Permission[] = []): Permission[] {
  return [...before, ...parseChoices(text, Permission.options, 'permission')];
}

async function list({ io, open }: CommandContext, { limit, cursor, ...filter }: ListOptions): Promise<void> {
  const registry = await open();
  const page = await collectPages(limit, cursor, (rows) =>
    registry.call((trpc) => trpc.apiKeys.list.query({ ...filter, ...rows })),
  );
  const rows = page.items.map((key) => [
    String(key.id),
    key.status,
    `${key.key_prefix}…`,
    key.name,
    key.expires_at === null ? 'never ends' : `ends ${key.expires_at.slice(0, 10)}`,
    key.last_used_at === undefined ? 'never used' : `used ${key.last_used_at.slice(0, 10)}`,
    toRights(key),
  ]);
  const none = 'There is no such API key.';
  io.result(page, rows.length === 0 ? [none] : [...toTable(rows, io.width), ...toMoreLines(page)]);
}

/** The role whose permissions these are, else the permissions; and the names it is limited to. */
function toRights({ permissions, name_globs }: Pick<ApiKey, 'permissions' | 'name_globs'>): string {
  const held = new Set(permissions);
  const isAll = Permission.options.every((permission) => held.has(permission));
  const role = Role.options.find((name) => {
    const own = ROLE_PERMISSIONS[name];
    return own.length === held.size && own.every((permission) => held.has(permission));
  });
  return `${isAll ? 'everything' : (role ?? permissions.join(', '))}${name_globs === undefined ? '' : ` on ${name_globs.join(', ')}`}`;
}

async function create({ io, open }: CommandContext, name: string, options: CreateOptions): Promise<void> {
  const { role, permissions = [], names, expires } = options;
  if (role === undefined && permissions.length === 0)
    throw new UsageError('Say what the API key may: --role ROLE, or --permissions LIST.');
  const input = {
    name,
    permissions: [...new Set([...(role === undefined ? [] : ROLE_PERMISSIONS[role]), ...permissions])],
    ...(names !== undefined && { name_globs: names }),
    ...(expires !== undefined && { expires_at: expires === 'never' ? null : expires }),
  };
  const made = await (await open()).call((trpc) => trpc.apiKeys.create.mutate(input));
  const { api_key: key, secret } = made;
  io.result(made, [
    `✔ the API key '${key.name}' (${key.id}) may: ${toRights(key)}`,
    `  ${key.expires_at === null ? 'It never ends.' : `It ends ${key.expires_at}.`}`,
    `  ${secret}`,
    '  Nobody can show this secret again: keep it now.',
  ]);
}
