// Words of rights: what each permission and each role lets one do.

/** Words of permissions and roles. */
export const rightMessages = {
  permissions: {
    'definitions:read': 'Read drafts, members and namespaces',
    'definitions:write': 'Write drafts',
    'executions:read': 'Read runs',
    'executions:write': 'Record runs',
    'audit:read': 'Read the workspace’s log',
    'releases:publish': 'Publish releases',
    'releases:moderate': 'Deprecate and yank releases',
    'channels:move': 'Move channels',
    'catalogues:write': 'Write catalogues',
    'approvals:decide': 'Decide approvals',
    'keys:manage': 'Manage trusted keys',
    'api_keys:manage': 'Manage API keys',
    'members:manage': 'Manage members and the workspace',
    'registry:operate': 'Run the registry',
  },
  roles: { viewer: 'Viewer', author: 'Author', publisher: 'Publisher', admin: 'Admin' },
  roleHints: {
    viewer: 'Reads everything of the workspace, its log too.',
    author: 'Reads, writes drafts and records runs.',
    publisher: 'Reads, writes drafts, publishes and moves channels.',
    admin: 'All of that, and manages keys, members and the workspace.',
  },
  custom: 'Chosen one by one',
  count: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
  lacking: 'You lack some of these rights yourself.',
  noneTitle: 'You may not see this',
} as const;
