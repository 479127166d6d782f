// From whatever a caller sent as a spec to the one that is stored (model.md §2), with a warning for every change. Wrong
// types, empty texts and sizes over a limit are refused. Normalising again changes nothing and warns of nothing.
import { type JsonObject, type Kind, SPEC_BY_KIND, type Warning } from '@action-registry/schema';
import type { Catalogues } from './catalogue/catalogues.js';
import { assertDevice, checkCommands } from './catalogue/check-commands.js';
import { toInvalidInput, toIssues } from './invalid-input.js';
import { normaliseCommand } from './normalise-command.js';
import { normaliseDevice } from './normalise-device.js';
import type { Draft } from './normalise-fields.js';
import { normalisePrompt } from './normalise-prompt.js';
import { normaliseTool } from './normalise-tool.js';
import { assertCwdInside } from './working-directory.js';

/**
 * What a spec is normalised with: the operator's model for prompts that name none; for devices the catalogues in force
 * (without them no command is checked) and whether the metadata promises that the action is reversible.
 */
export type SpecDefaults = {
  defaultModel: string;
  catalogues?: Catalogues | undefined;
  reversible?: boolean | undefined;
};

/** A spec as it is stored, and what was changed to make it so. */
export type NormalSpec = { spec: JsonObject; warnings: Warning[] };

/**
 * The spec as it is stored, with warnings. Throws INVALID_SPEC, INVALID_PROMPT, INVALID_CMD, INVALID_CWD,
 * CWD_OUTSIDE_ROOT or INVALID_COMMAND. Characters are counted as Unicode code points.
 */
export function normaliseSpec(kind: Kind, raw: JsonObject, defaults: SpecDefaults): NormalSpec {
  const { value, warnings } = toDraft(kind, raw, defaults);
  const schema = SPEC_BY_KIND[kind];
  const parsed = schema.safeParse(value);
  if (kind === 'device' && defaults.catalogues !== undefined) {
    const check = checkCommands(value, defaults.catalogues, defaults);
    assertDevice(check, parsed.success ? [] : toIssues(parsed.error, value, { schema, at: ['spec'] }));
    warnings.push(...check.warnings);
  }
  if (!parsed.success) throw toInvalidInput(parsed.error, value, { schema, at: ['spec'] });
  if (kind === 'command') assertCwdInside(String(value.cwd));
  return { spec: value, warnings };
}

function toDraft(kind: Kind, raw: JsonObject, { defaultModel }: SpecDefaults): Draft {
  switch (kind) {
    case 'prompt':
      return normalisePrompt(raw, defaultModel);
    case 'command':
      return normaliseCommand(raw);
    case 'tool':
      return normaliseTool(raw);
    case 'device':
      return normaliseDevice(raw);
  }
}
