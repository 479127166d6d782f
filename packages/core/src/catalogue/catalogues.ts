// The catalogues in force, composed: what each device model has in all, with what it extends. Built once and asked often, so
// whatever a question needs is prepared or remembered here.
import {
  type AvailableCommands,
  type CatalogueCommand,
  type CatalogueContent,
  RegistryError,
  type Suggestion,
} from '@action-registry/schema';
import { toMessage } from '../invalid-input.js';
import { compileSchema, type ValueCheck } from '../json-schema-validator.js';
import { createSuggest, suggest } from '../suggest.js';
import { compareVersions } from '../version.js';
import { findCatalogueIssues, findChainIssue, findExtendsIssue } from './catalogue-rules.js';

/** A command with the device model that brings it; `check` judges its parameters. */
export type KnownCommand = CatalogueCommand & { from: string; check: ValueCheck };

/** What a device model has in all. Names lead to commands; an alias leads to a name. */
export type CommandCatalogue = {
  device_model: string;
  version: string;
  chain: { device_model: string; version: string }[];
  commands: ReadonlyMap<string, KnownCommand>;
  aliases: ReadonlyMap<string, string>;
  available: AvailableCommands;
  suggest: (name: string) => Suggestion[];
};

/** All device models in force. */
export type Catalogues = {
  models: readonly string[];
  find: (deviceModel: string) => CommandCatalogue | undefined;
  suggest: (deviceModel: string) => Suggestion[];
};

/**
 * The catalogues of these contents, of each device model the highest version. A model is composed when it is first asked
 * for; one that cannot be composed then throws INVALID_CATALOGUE.
 */
export function createCatalogues(contents: Iterable<CatalogueContent>): Catalogues {
  const highest = new Map<string, CatalogueContent>();
  for (const content of contents) {
    const known = highest.get(content.device_model);
    if (known === undefined || compareVersions(content.version, known.version) > 0) {
      highest.set(content.device_model, content);
    }
  }
  const composed = new Map<string, CommandCatalogue>();
  const models = [...highest.keys()].sort();
  return {
    models,
    find: (deviceModel) => {
      const content = highest.get(deviceModel);
      if (content === undefined) return undefined;
      const found = composed.get(deviceModel) ?? composeCatalogue(content, (model) => highest.get(model));
      composed.set(deviceModel, found);
      return found;
    },
    suggest: createSuggest(models),
  };
}

/**
 * Catalogues that were composed elsewhere, as `catalogues.get` answers them: each with all its commands. `models` are the
 * names of all device models there are; one whose commands are not given has none.
 */
export function toCatalogues(composed: Iterable<Composed>, models: Iterable<string>): Catalogues {
  const contents = new Map([...composed].map((each) => [each.device_model, each]));
  const known = new Map<string, CommandCatalogue>();
  const names = [...new Set([...contents.keys(), ...models])].sort();
  return {
    models: names,
    find: (deviceModel) => {
      const { version = '0.0.0', commands = [] } = contents.get(deviceModel) ?? {};
      if (!names.includes(deviceModel)) return undefined;
      const content = { device_model: deviceModel, version, commands };
      const found = known.get(deviceModel) ?? composeCatalogue(content, () => undefined);
      known.set(deviceModel, found);
      return found;
    },
    suggest: createSuggest(names),
  };
}

/** With more device models than these, only the commands of the one in use are worth fetching. */
const MODELS_AT_ONCE = 24;

/**
 * The device models whose commands are worth fetching to check one of them: all of a few, so that a command of another one is
 * known as such; of many only its own.
 */
export function modelsToFetch(models: readonly string[], deviceModel: string): string[] {
  return models.filter((model) => models.length <= MODELS_AT_ONCE || model === deviceModel);
}

/** What is used of a composed catalogue. */
type Composed = Pick<CatalogueContent, 'device_model' | 'version' | 'commands'>;

/**
 * A catalogue with what it extends, found by `find`; of commands with the same name the nearer one counts. Throws
 * INVALID_CATALOGUE when what it extends is missing or leads back to it.
 */
export function composeCatalogue(
  content: CatalogueContent,
  find: (deviceModel: string) => CatalogueContent | undefined,
): CommandCatalogue {
  const issue = findExtendsIssue(content, find);
  if (issue !== undefined) throw toInvalidCatalogue([issue]);
  const chain = chainOf(content, find);
  const commands = new Map<string, KnownCommand>();
  for (const part of chain) {
    for (const command of part.commands) {
      // What replaces a command stands among its own model's: those are in the order in which they were put.
      commands.delete(command.name);
      commands.set(command.name, toKnown(command, part.device_model));
    }
  }
  return {
    device_model: content.device_model,
    version: content.version,
    chain: chain.map(({ device_model, version }) => ({ device_model, version })),
    commands,
    aliases: collectAliases(commands),
    available: groupByCategory(commands.values()),
    suggest: createCommandSuggest(commands),
  };
}

/** Where a catalogue stood in what was sent, and the device models that it might have meant to extend. */
export type CataloguePlace = { at?: string; models?: Iterable<string> };

/**
 * Throws INVALID_CATALOGUE with every problem of a catalogue beside those that `find` has, of which `models` also get no chain
 * that is too long.
 */
export function assertCatalogue(
  content: CatalogueContent,
  find: (deviceModel: string) => CatalogueContent | undefined,
  { at = '', models = [] }: CataloguePlace = {},
): void {
  const others = [...models].filter((model) => model !== content.device_model);
  const found = findCatalogueIssues(content, find);
  const chain = found.some(({ path }) => path === '/extends') ? undefined : findChainIssue(content, find, others);
  const issues = [...(chain === undefined ? [] : [chain]), ...found].map((issue) => {
    const [near] = issue.rule === 'extends' ? suggest(content.extends ?? '', others) : [];
    return { ...issue, path: `${at}${issue.path}`, ...(near !== undefined && { suggestion: near.value }) };
  });
  if (issues.length > 0) throw toInvalidCatalogue(issues);
}

function toInvalidCatalogue(issues: ReturnType<typeof findCatalogueIssues>): RegistryError<'INVALID_CATALOGUE'> {
  return new RegistryError('INVALID_CATALOGUE', toMessage(issues), { details: { issues } });
}

/** What it extends first, the catalogue itself last; however long: what stands was put when there was no limit. */
function chainOf(content: CatalogueContent, find: (model: string) => CatalogueContent | undefined): CatalogueContent[] {
  const chain: CatalogueContent[] = [];
  for (let next: CatalogueContent | undefined = content; next !== undefined; ) {
    chain.push(next);
    next = next.extends === undefined ? undefined : find(next.extends);
  }
  return chain.reverse();
}

/** Compiles the schema when it is first needed: of thousands of commands a definition uses a few. */
function toKnown(command: CatalogueCommand, from: string): KnownCommand {
  let compiled: ValueCheck | undefined;
  return {
    ...command,
    from,
    check: (params) => {
      compiled ??= compileSchema(command.params_schema);
      return compiled(params);
    },
  };
}

function collectAliases(commands: ReadonlyMap<string, KnownCommand>): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const { name, aliases: own = [] } of commands.values()) {
    for (const alias of own) if (!commands.has(alias) && !aliases.has(alias)) aliases.set(alias, name);
  }
  return aliases;
}

function groupByCategory(commands: Iterable<KnownCommand>): AvailableCommands {
  const groups = new Map<string, string[]>();
  for (const { name, category, action_type, deprecated = false } of commands) {
    if (deprecated) continue;
    const title = category ?? action_type.toUpperCase();
    const names = groups.get(title) ?? [];
    names.push(name);
    groups.set(title, names);
  }
  const sorted = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([title, names]) => [title, names.sort()]));
}

/** An alias is what somebody calls the command, so it comes before whatever only looks alike. */
function createCommandSuggest(commands: ReadonlyMap<string, KnownCommand>): CommandCatalogue['suggest'] {
  const byAlias = new Map<string, string[]>();
  for (const { name, aliases = [], deprecated = false } of commands.values()) {
    if (deprecated) continue;
    for (const alias of aliases) byAlias.set(alias, [...(byAlias.get(alias) ?? []), name]);
  }
  let near: ReturnType<typeof createSuggest> | undefined;
  return (name) => {
    near ??= createSuggest(
      [...commands.values()].filter(({ deprecated = false }) => !deprecated).map((each) => each.name),
    );
    const called = (byAlias.get(name) ?? []).map((value) => ({ value, distance: 0 }));
    const alike = near(name).filter(({ value }) => !called.some((each) => each.value === value));
    return [...called, ...alike].slice(0, 3);
  };
}
