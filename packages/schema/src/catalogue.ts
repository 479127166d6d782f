// Command catalogues: which commands a device model has, and what each takes (contracts.md §3). A catalogue is data in
// versions that never change; what one says about a device is checked when a definition is saved, not when it runs.
import { z } from 'zod';
import { Issue, Suggestion } from './errors.js';
import { JsonRecord } from './json.js';
import { LIMITS } from './limits.js';
import { ActionName, Digest, Timestamp, Version } from './names.js';
import { PageInput, pageOf } from './page.js';
import { Warning } from './warning.js';

const WORDS = '[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*';
const WORDS_RULE = 'must be lower-case words of letters and digits, joined by single underscores, dots or hyphens';
const Category = z
  .string()
  .min(1)
  .max(64)
  .regex(/^\S(?:[^\p{Cc}]*\S)?$/u, 'must be a line without blanks around it');

/** A device model, such as `android_mobile`. */
export const DeviceModel = z
  .string()
  .max(64)
  .regex(new RegExp(`^${WORDS}$`), WORDS_RULE);
export type DeviceModel = z.infer<typeof DeviceModel>;

/** A command's name, such as `click_element`. */
export const CommandName = z
  .string()
  .max(128)
  .regex(new RegExp(`^${WORDS}$`), WORDS_RULE);

/** What a command may do to the device or to what is on it. */
export const Risk = z.enum(['read', 'write', 'destructive']);
export type Risk = z.infer<typeof Risk>;

/**
 * One command. `params_schema` is a JSON Schema with `type: "object"`; `template` is what a runner starts, as a list of
 * arguments and never a shell's line, where `{{name}}` stands for a parameter.
 */
export const CatalogueCommand = z.strictObject({
  name: CommandName,
  action_type: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/, 'must be a lower-case word such as adb'),
  category: Category.optional(),
  description: z.string().min(1).max(1_000),
  params_schema: JsonRecord,
  aliases: z.array(z.string().min(1).max(128)).max(LIMITS.catalogueAliases).optional(),
  risk: Risk,
  template: z.array(z.string().max(4096)).min(1).max(LIMITS.listEntries).optional(),
  deprecated: z.boolean().optional(),
});
export type CatalogueCommand = z.infer<typeof CatalogueCommand>;

const ContentFields = {
  device_model: DeviceModel,
  version: Version,
  extends: DeviceModel.optional(),
  description: z.string().max(LIMITS.descriptionCharacters).optional(),
  commands: z.array(CatalogueCommand).max(LIMITS.catalogueCommands),
};

/** One version of a catalogue as its author wrote it: its own commands, without those of what it extends. */
export const CatalogueContent = z.strictObject(ContentFields);
export type CatalogueContent = z.infer<typeof CatalogueContent>;

/** Where a catalogue comes from: shipped with the registry, put for everyone, or a workspace's own. */
export const CatalogueOrigin = z.enum(['builtin', 'global', 'workspace']);

const StoredFields = {
  origin: CatalogueOrigin,
  workspace: z.string().nullable(),
  hash: Digest,
  created_by: z.string().nullable(),
  created_at: Timestamp.nullable(),
};

/** A command as a composed catalogue has it; `from` is the device model that brings it. */
export const ComposedCommand = z.object({ ...CatalogueCommand.shape, from: DeviceModel });

/** Commands by category, each list sorted. */
export const AvailableCommands = z.record(z.string(), z.array(z.string()));
export type AvailableCommands = z.infer<typeof AvailableCommands>;

/** Input of `catalogues.get`; without a version the highest one. */
export const GetCatalogue = z.strictObject({ device_model: DeviceModel, version: Version.optional() });
export type GetCatalogue = z.infer<typeof GetCatalogue>;

/** A version of a catalogue with what it extends: `commands` are all that the model has, `own` how many it brings itself. */
export const Catalogue = z.object({
  ...ContentFields,
  ...StoredFields,
  commands: z.array(ComposedCommand),
  own: z.int().nonnegative(),
  chain: z.array(z.object({ device_model: DeviceModel, version: Version })),
  versions: z.array(Version),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** Input of `catalogues.list`. */
export const ListCatalogues = z.strictObject({ ...PageInput, q: z.string().max(LIMITS.queryCharacters).optional() });
export type ListCatalogues = z.infer<typeof ListCatalogues>;

/** What a list shows of a device model: its highest version and how many commands it has in all. */
export const CatalogueSummary = z.object({
  device_model: DeviceModel,
  version: Version,
  extends: DeviceModel.optional(),
  description: z.string().optional(),
  commands: z.int().nonnegative(),
  versions: z.int().positive(),
  ...StoredFields,
});
export type CatalogueSummary = z.infer<typeof CatalogueSummary>;

/** A page of device models. */
export const CataloguePage = pageOf(CatalogueSummary);
export type CataloguePage = z.infer<typeof CataloguePage>;

/**
 * Input of `catalogues.put`. `global` puts it for every workspace (with `registry:operate`); `dry_run` answers what would
 * change and stores nothing.
 */
export const PutCatalogue = z.strictObject({
  catalogue: CatalogueContent,
  global: z.boolean().optional(),
  dry_run: z.boolean().optional(),
});
export type PutCatalogue = z.infer<typeof PutCatalogue>;

/** A definition or latest release that the catalogues would refuse as they stand now. */
export const RefusedDevice = z.object({
  definition: z.object({ id: z.int(), title: z.string() }).optional(),
  release: z.object({ name: ActionName, version: Version }).optional(),
  issues: z.array(Issue),
});
export type RefusedDevice = z.infer<typeof RefusedDevice>;

/** The answer of `catalogues.put`: what stands, what differs from the version before, and what it would now refuse. */
export const PutCatalogueResult = z.object({
  catalogue: Catalogue,
  changes: z.object({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()) }),
  refused: z.array(RefusedDevice),
  stored: z.boolean(),
  log_index: z.int().nonnegative().optional(),
});
export type PutCatalogueResult = z.infer<typeof PutCatalogueResult>;

/** Input of `catalogues.uses`. */
export const ListCatalogueUses = z.strictObject({ device_model: DeviceModel });
export type ListCatalogueUses = z.infer<typeof ListCatalogueUses>;

/** Where a device model is used; `device_model` is the one asked for, or one that extends it. */
const usersOf = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.object({ total: z.int().nonnegative(), items: z.array(z.object({ ...fields, device_model: DeviceModel })) });

/**
 * What uses a device model, or a model that extends it: latest releases, and definitions of the caller's own workspace (absent
 * for whoever may not read them). `total` counts all; `items` are the first 100 of them.
 */
export const CatalogueUses = z.object({
  releases: usersOf({ name: ActionName, version: Version, title: z.string().optional() }),
  definitions: usersOf({ id: z.int(), title: z.string() }).optional(),
});
export type CatalogueUses = z.infer<typeof CatalogueUses>;

/**
 * Input of `catalogues.check`: a device's `spec` (with `reversible` of its metadata), or a `line` such as
 * `press_key key=HOME` for a `device_model`; one of the two.
 */
export const CheckCommands = z
  .strictObject({
    spec: JsonRecord.optional(),
    reversible: z.boolean().optional(),
    device_model: z.string().min(1).max(64).optional(),
    line: z.string().max(LIMITS.commandCharacters).optional(),
  })
  .refine(
    ({ spec, device_model, line }) =>
      [device_model, line].every((field) => (field === undefined) === (spec !== undefined)),
    'give either spec, or device_model and line',
  );
export type CheckCommands = z.infer<typeof CheckCommands>;

/** What is known of one typed line: whose command it is, its parameters as read, and what could be meant or follow. */
export const LineVerdict = z.object({
  verdict: z.enum(['known', 'unknown', 'ambiguous']),
  command: z.string().optional(),
  params: JsonRecord.optional(),
  completions: z.array(z.string()),
});
export type LineVerdict = z.infer<typeof LineVerdict>;

/** The answer of `catalogues.check`: every problem at its place, and what to do about it. */
export const CommandVerdict = z.object({
  ok: z.boolean(),
  issues: z.array(Issue),
  warnings: z.array(Warning),
  suggestions: z.array(Suggestion),
  available: AvailableCommands,
  message: z.string().optional(),
  line: LineVerdict.optional(),
});
export type CommandVerdict = z.infer<typeof CommandVerdict>;
