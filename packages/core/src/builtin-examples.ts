// Worked examples of the other three kinds: two commands, two tools (one reached over MCP, one that the caller brings) and a
// device sequence. They show every field in use, and do something that one would want done.
import type { BuiltinContent } from './builtins.js';

const READ_ONLY = { readOnlyHint: true, destructiveHint: false };

/** Two commands: one that only reads, one that runs a project's own code. */
export const BUILTIN_COMMANDS: readonly BuiltinContent[] = [
  {
    title: 'List open notes in the code',
    kind: 'command',
    description: 'Lists TODO, FIXME and HACK comments with file and line. Finding none is no failure.',
    spec: {
      shell: 'bash',
      cwd: '.',
      timeout_s: 60,
      cmd: "grep -rnIE --exclude-dir=.git --exclude-dir=node_modules --exclude-dir=dist '\\b(TODO|FIXME|HACK)\\b' . || test $? -eq 1",
    },
    metadata: {
      module: 'builtin',
      entity: 'code',
      action: 'search',
      reversible: true,
      requiresApproval: false,
      sideEffects: [],
      permissions: ['files:read'],
      tags: ['builtin', 'example'],
      annotations: { ...READ_ONLY, idempotentHint: true, openWorldHint: false },
    },
  },
  {
    title: "Run the project's tests",
    kind: 'command',
    description: 'Runs `npm test` in the action root and fails when a test fails.',
    spec: { shell: 'bash', cwd: '.', timeout_s: 1800, cmd: 'CI=1 npm test' },
    metadata: {
      module: 'builtin',
      entity: 'project',
      action: 'test',
      reversible: false,
      requiresApproval: false,
      sideEffects: ["runs the project's own code"],
      permissions: ['files:read', 'processes:start'],
      tags: ['builtin', 'example'],
      annotations: { readOnlyHint: false, destructiveHint: false },
    },
  },
];

/** Two tools: one bound to an MCP server, one whose handler is the caller's. */
export const BUILTIN_TOOLS: readonly BuiltinContent[] = [
  {
    title: 'Read a text file (MCP filesystem server)',
    kind: 'tool',
    description: 'Reads a text file below the current folder, whole or its first or last lines.',
    spec: {
      binding: {
        type: 'mcp',
        command: 'npx',
        args: ['-y', '@modelcontextprotocol/server-filesystem', '.'],
        tool: 'read_text_file',
      },
    },
    inputSchema: {
      type: 'object',
      properties: {
        path: {
          type: 'string',
          minLength: 1,
          description: 'The file, relative to the folder the server was started for.',
        },
        head: { type: 'integer', minimum: 1, description: 'Only this many lines from the start.' },
        tail: {
          type: 'integer',
          minimum: 1,
          description: 'Only this many lines from the end. Not together with head.',
        },
      },
      required: ['path'],
      not: { required: ['head', 'tail'] },
      additionalProperties: false,
    },
    outputSchema: { type: 'object', properties: { content: { type: 'string' } }, required: ['content'] },
    examples: [{ title: 'The first lines of a README', input: { path: 'README.md', head: 20 } }],
    metadata: {
      module: 'builtin',
      entity: 'file',
      action: 'read',
      reversible: true,
      requiresApproval: false,
      sideEffects: [],
      permissions: ['files:read'],
      tags: ['builtin', 'example', 'mcp'],
      annotations: { ...READ_ONLY, idempotentHint: true, openWorldHint: false },
    },
  },
  {
    title: 'Create a ticket (bring your own handler)',
    kind: 'tool',
    description:
      'Creates a ticket in an issue tracker and answers with its id and address. The handler is the caller’s.',
    spec: {},
    inputSchema: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 200, description: 'What is wanted, in one line.' },
        body: { type: 'string', maxLength: 20000, description: 'Details in Markdown.' },
        priority: { enum: ['low', 'normal', 'high', 'urgent'], default: 'normal' },
        labels: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 10, uniqueItems: true },
      },
      required: ['title'],
      additionalProperties: false,
    },
    outputSchema: {
      type: 'object',
      properties: { id: { type: 'string', minLength: 1 }, url: { type: 'string', format: 'uri' } },
      required: ['id', 'url'],
    },
    examples: [
      {
        title: 'A fault with a priority',
        input: { title: 'Search answers 500 for an empty query', priority: 'high', labels: ['bug'] },
        output: { id: 'T-1042', url: 'https://tickets.example/T-1042' },
      },
    ],
    metadata: {
      module: 'builtin',
      entity: 'ticket',
      action: 'create',
      reversible: false,
      requiresApproval: true,
      sideEffects: ['creates a ticket', 'may notify people'],
      permissions: ['tickets:write'],
      tags: ['builtin', 'example'],
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
    },
  },
];

/** A device sequence with its way back. */
export const BUILTIN_DEVICES: readonly BuiltinContent[] = [
  {
    title: 'Open the display settings and return',
    kind: 'device',
    description:
      'On an Android phone or tablet: opens Settings, scrolls to Display and opens it; the second set goes home again.',
    spec: {
      device_model: 'android_mobile',
      action_sets: [
        {
          id: 'forward',
          label: 'Open the display settings',
          actions: [
            { command: 'launch_app', params: { package: 'com.android.settings' }, label: 'Open Settings' },
            { command: 'swipe_up', label: 'Scroll down' },
            { command: 'click_element', params: { text: 'Display' }, label: 'Open Display' },
          ],
        },
        {
          id: 'back',
          label: 'Return to the home screen',
          actions: [{ command: 'press_key', params: { key: 'HOME' }, label: 'Go home' }],
        },
      ],
      default_action_set_id: 'forward',
    },
    metadata: {
      module: 'builtin',
      entity: 'device',
      action: 'navigate',
      reversible: true,
      requiresApproval: false,
      sideEffects: ['changes what the device shows'],
      permissions: ['device:control'],
      tags: ['builtin', 'example', 'device'],
      annotations: { readOnlyHint: false, destructiveHint: false },
    },
  },
];
