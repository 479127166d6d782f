// The built-in definitions that every workspace sees in its drafts: read-only, to be cloned. They are data, normal already,
// and no releases.
import { BUILTIN_ID_START, type Definition } from '@action-registry/schema';
import { BUILTIN_COMMANDS, BUILTIN_DEVICES, BUILTIN_TOOLS } from './builtin-examples.js';
import { BUILTIN_PROMPTS } from './builtin-prompts.js';
import { normaliseSpec } from './normalise-spec.js';

/** A built-in definition; who lists it adds what every built-in shares (workspace, read-only, enabled, revision, times). */
export type Builtin = Pick<Definition, 'id' | 'title' | 'kind' | 'spec'> &
  Required<Pick<Definition, 'description'>> &
  Pick<Definition, 'inputSchema' | 'outputSchema' | 'metadata' | 'examples'>;

/** The content of a built-in, before it has an id and the operator's default model. */
export type BuiltinContent = Omit<Builtin, 'id'>;

/** The eleven built-ins, ids ascending from 9,000,000,000; prompts name the operator's default model. */
export function builtinsFor(defaultModel: string): Builtin[] {
  const contents: readonly BuiltinContent[] = [
    ...BUILTIN_PROMPTS,
    ...BUILTIN_COMMANDS,
    ...BUILTIN_TOOLS,
    ...BUILTIN_DEVICES,
  ];
  return contents.map((content, index) => {
    const { spec } = normaliseSpec(content.kind, content.spec, { defaultModel });
    return structuredClone({ id: BUILTIN_ID_START + index, ...content, spec });
  });
}
