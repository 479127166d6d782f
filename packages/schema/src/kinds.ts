// The four kinds of action and the shape of each kind's spec, with limits and defaults (model.md §2).
import { z } from 'zod';
import { JsonRecord } from './json.js';
import { LIMITS } from './limits.js';

/** What an action is: a prompt for an agent, a shell command, a tool contract, or a device sequence. */
export const Kind = z.enum(['prompt', 'command', 'tool', 'device']);
export type Kind = z.infer<typeof Kind>;

/** How hard a model should think. */
export const Reasoning = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']);

/** Shells a command may be written for. */
export const Shell = z.enum(['bash', 'sh', 'zsh', 'pwsh']);

/** Bounds of `timeout_s` per kind, in seconds; drafts are clamped to them, documents refused outside them. */
export const TIMEOUT_BOUNDS = {
  prompt: { min: 5, max: 300, default: 45 },
  command: { min: 1, max: 3600, default: 60 },
} as const;

const Label = z.string().min(1).max(LIMITS.titleCharacters);

/** A prompt; `{{name}}` in it refers to an input property. */
export const PromptSpec = z.strictObject({
  agent: Label.optional(),
  model: Label.optional(),
  reasoning: Reasoning.optional(),
  timeout_s: z.int().min(TIMEOUT_BOUNDS.prompt.min).max(TIMEOUT_BOUNDS.prompt.max).optional(),
  prompt: z.string().min(1).max(LIMITS.promptCharacters),
});
export type PromptSpec = z.infer<typeof PromptSpec>;

/** A shell command; `cwd` is relative to the action root. Nothing here is ever executed by the registry. */
export const CommandSpec = z.strictObject({
  shell: Shell.optional(),
  cwd: z.string().min(1).max(4096).optional(),
  timeout_s: z.int().min(TIMEOUT_BOUNDS.command.min).max(TIMEOUT_BOUNDS.command.max).optional(),
  cmd: z.string().min(1).max(LIMITS.commandCharacters),
});
export type CommandSpec = z.infer<typeof CommandSpec>;

/** How a tool is reached: an MCP server started over stdio, or one at a URL. */
export const Binding = z.union([
  z.strictObject({
    type: z.literal('mcp'),
    command: z.string().min(1).max(4096),
    args: z.array(z.string().max(4096)).max(LIMITS.listEntries),
    tool: z.string().min(1).max(256),
  }),
  z.strictObject({
    type: z.literal('mcp'),
    url: z.url({ protocol: /^https?$/ }).max(2048),
    tool: z.string().min(1).max(256),
  }),
]);
export type Binding = z.infer<typeof Binding>;

/** A tool contract in MCP's shape; without a binding the caller brings the handler. */
export const ToolSpec = z.strictObject({ binding: Binding.optional() });
export type ToolSpec = z.infer<typeof ToolSpec>;

/** One step of a device sequence. */
export const DeviceStep = z.strictObject({
  command: z.string().min(1).max(128),
  params: JsonRecord.optional(),
  label: Label.optional(),
});

/** A named sequence of device steps. */
export const ActionSet = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, underscores or hyphens'),
  label: Label.optional(),
  actions: z.array(DeviceStep).max(1_000),
});

/** One or two sequences of commands for a device model. */
export const DeviceSpec = z
  .strictObject({
    device_model: z.string().min(1).max(64),
    action_sets: z.array(ActionSet).min(1, 'must have 1 or 2 action sets').max(2, 'must have 1 or 2 action sets'),
    default_action_set_id: z.string().min(1).max(64),
  })
  .refine((spec) => new Set(spec.action_sets.map((set) => set.id)).size === spec.action_sets.length, {
    path: ['action_sets'],
    message: 'ids of action sets must differ',
  })
  .refine((spec) => spec.action_sets.some((set) => set.id === spec.default_action_set_id), {
    path: ['default_action_set_id'],
    message: 'must be the id of one of the action sets',
  });
export type DeviceSpec = z.infer<typeof DeviceSpec>;

/** The spec schema of each kind. */
export const SPEC_BY_KIND = {
  prompt: PromptSpec,
  command: CommandSpec,
  tool: ToolSpec,
  device: DeviceSpec,
} as const satisfies Record<Kind, z.ZodType>;
