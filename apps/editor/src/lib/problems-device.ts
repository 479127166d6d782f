// What saving would refuse or warn of in a device's steps, by core's own check against the registry's catalogues: each
// problem at its place, with what was meant, what else is near, and what there is.
import { type Catalogues, type CommandCatalogue, checkCommands, normaliseSpec } from '@action-registry/core';
import { type Issue, isJsonObject, isRegistryError, type JsonObject, type Warning } from '@action-registry/schema';
import { findMember, parsePointer } from './json-tree.js';
import { valueAt } from './json-value.js';
import { problemMessages } from './messages/draft.js';
import { issuesOf, removeFix, toFinding } from './problem-fix.js';
import type { DraftView, Finding } from './problems.js';

/** The Catalogues page has them all. */
const COMMANDS_SHOWN = 30;

/** Errors and warnings of a device's spec that was read as an object. */
export function findDeviceProblems(view: DraftView, spec: JsonObject, catalogues: Catalogues): Finding[] {
  const { metadata } = view.value;
  const reversible = isJsonObject(metadata) && metadata.reversible === true;
  const catalogue = typeof spec.device_model === 'string' ? catalogues.find(spec.device_model) : undefined;
  const issues = findIssues(spec, { defaultModel: view.defaultModel, catalogues, reversible });
  return [
    ...issues.map((issue) => ({ ...toFinding(view, issue), note: toNote(view, issue, { catalogue, catalogues }) })),
    ...checkCommands(spec, catalogues, { reversible }).warnings.map((warning) => toWarning(view, warning)),
  ];
}

/** The issues that saving would answer with. */
function findIssues(spec: JsonObject, options: Parameters<typeof normaliseSpec>[2]): Issue[] {
  try {
    normaliseSpec('device', spec, options);
    return [];
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return issuesOf(error.details);
  }
}

type Known = { catalogue: CommandCatalogue | undefined; catalogues: Catalogues };

/** What else could be meant, and all that there is. */
function toNote({ value }: DraftView, { path, rule }: Issue, { catalogue, catalogues }: Known): string | undefined {
  const written = valueAt(value, parsePointer(path));
  if (typeof written !== 'string') return undefined;
  if (rule === 'device_model') return alsoNear(catalogues.suggest(written));
  if (catalogue === undefined || (rule !== 'command' && rule !== 'command_of_other_model')) return undefined;
  const near = alsoNear(catalogue.suggest(written));
  return [near, toAvailable(catalogue)].filter((each) => each !== undefined).join(' ');
}

/** The commands by category, as many as a person reads beside a field. */
function toAvailable({ available }: CommandCatalogue): string {
  let left = COMMANDS_SHOWN;
  const groups = Object.entries(available).flatMap(([title, names]) => {
    const shown = names.slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [`${title}: ${shown.join(', ')}`];
  });
  const more = Object.values(available).flat().length - COMMANDS_SHOWN;
  return problemMessages.available(groups.join('; '), Math.max(more, 0));
}

/** The first one is what the problem itself asks for. */
function alsoNear([, ...others]: readonly { value: string }[]): string | undefined {
  return others.length === 0 ? undefined : problemMessages.alsoNear(others.map(({ value }) => value).join(', '));
}

function toWarning(view: DraftView, { path, message, code }: Warning): Finding {
  const member = code === 'param_default' ? findMember(view.tree, path) : undefined;
  return { weight: 'warning', path, message, fix: member && removeFix(view, path, member.key) };
}
