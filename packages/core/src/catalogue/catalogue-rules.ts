// What a catalogue must keep: it extends what exists and not itself, names each command once, and each command's schema keeps
// the rules of schemas, so that every later check is bounded.
import {
  type CatalogueCommand,
  type CatalogueContent,
  type Issue,
  isJsonObject,
  LIMITS,
} from '@action-registry/schema';
import { findSchemaIssuesAt } from '../json-schema-rules.js';
import { createPatternCheck } from '../pattern-rules.js';
import { findPromptVariables } from '../prompt-variables.js';
import { suggest } from '../suggest.js';

/** Finds the catalogue of a device model. */
type Find = (deviceModel: string) => CatalogueContent | undefined;

/** More than a person reads of one list. */
const ISSUES_MAX = 100;
/** Characters of all different patterns of a catalogue. */
const PATTERN_CHARACTERS_MAX = 20_000;

/** Every problem of a catalogue (at most 100), with pointers from its root. */
export function findCatalogueIssues(content: CatalogueContent, find: Find): Issue[] {
  const issues: Issue[] = [];
  const missing = findExtendsIssue(content, find);
  if (missing !== undefined) issues.push(missing);
  const names = new Map<string, number>();
  const aliases = new Map<string, string>();
  for (const command of content.commands) if (!names.has(command.name)) names.set(command.name, names.size);
  const seen = new Set<string>();
  const findPatternProblem = createPatternCheck(PATTERN_CHARACTERS_MAX);
  for (const [index, command] of content.commands.entries()) {
    const at = `/commands/${index}`;
    if (seen.has(command.name))
      issues.push({ path: `${at}/name`, message: `names '${command.name}' again`, rule: 'unique' });
    seen.add(command.name);
    issues.push(...findAliasIssues(command, { at, names, aliases }));
    issues.push(
      ...findSchemaIssuesAt(command.params_schema, {
        ...{ at: ['commands', index, 'params_schema'], isObject: true, findPatternProblem },
      }),
    );
    issues.push(...findTemplateIssues(command, at));
    if (issues.length >= ISSUES_MAX) return issues.slice(0, ISSUES_MAX);
  }
  return issues;
}

/** What is wrong with `extends`: a model that no catalogue has, or a way back. */
export function findExtendsIssue(content: CatalogueContent, find: Find): Issue | undefined {
  const seen = new Set([content.device_model]);
  for (let base = content.extends; base !== undefined; ) {
    const path = '/extends';
    if (seen.has(base)) {
      return { path, message: `leads back to itself: ${[...seen, base].join(' → ')}`, rule: 'cycle' };
    }
    const next = find(base);
    if (next === undefined) return { path, message: `names '${base}', which has no catalogue`, rule: 'extends' };
    seen.add(base);
    base = next.extends;
  }
  return undefined;
}

/**
 * The chain that would be longer than catalogues may be composed of, counting the catalogue and what it extends: its own, or
 * that of one of `models` which extends it. Asked where `extends` leads somewhere and not back.
 */
export function findChainIssue(content: CatalogueContent, find: Find, models: Iterable<string>): Issue | undefined {
  const findNew: Find = (model) => (model === content.device_model ? content : find(model));
  for (const model of [content.device_model, ...models]) {
    const chain = chainFrom(model, findNew);
    if (chain.length <= LIMITS.catalogueChain || !chain.includes(content.device_model)) continue;
    const whole = chain.slice(0, LIMITS.catalogueChain + 1).join(' → ');
    const message = `makes a chain of more than ${LIMITS.catalogueChain} device models: ${whole}`;
    return { path: '/extends', message, rule: 'depth' };
  }
  return undefined;
}

/** A device model and those that it extends; no further than tells that they are too many, or that the way leads back. */
function chainFrom(model: string, find: Find): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = model; next !== undefined && !chain.includes(next); next = find(next)?.extends) {
    if (chain.length > LIMITS.catalogueChain) break;
    chain.push(next);
  }
  return chain;
}

type Naming = { at: string; names: ReadonlyMap<string, number>; aliases: Map<string, string> };

function findAliasIssues({ name, aliases = [] }: CatalogueCommand, { at, names, aliases: taken }: Naming): Issue[] {
  return aliases.flatMap((alias, index) => {
    const path = `${at}/aliases/${index}`;
    if (names.has(alias)) return [{ path, message: `'${alias}' is the name of a command`, rule: 'unique' }];
    const other = taken.get(alias);
    taken.set(alias, name);
    if (other === undefined || other === name) return [];
    return [{ path, message: `'${alias}' is an alias of '${other}' already`, rule: 'unique' }];
  });
}

/** A template may only name parameters that the command takes. */
function findTemplateIssues({ template = [], params_schema }: CatalogueCommand, at: string): Issue[] {
  const known = isJsonObject(params_schema.properties) ? Object.keys(params_schema.properties) : [];
  return template.flatMap((argument, index) =>
    findPromptVariables(argument).flatMap(({ name, closed }) => {
      const path = `${at}/template/${index}`;
      if (!closed) return [{ path, message: `'{{${name}' has no closing '}}'`, rule: 'template' }];
      if (known.includes(name)) return [];
      const [nearest] = suggest(name, known);
      const suggestion = nearest === undefined ? {} : { suggestion: nearest.value };
      return [{ path, message: `'${name}' is no parameter of the command`, rule: 'template', ...suggestion }];
    }),
  );
}
