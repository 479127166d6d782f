// What breaks no contract and may surprise all the same: it is said, and nobody is stopped.
import type { Json } from '@action-registry/schema';
import type { Containment } from './prove-containment.js';
import type { SchemaChange } from './schema-change.js';
import type { Path } from './schema-patch.js';

/** One surprise; `path` is in the side's schema. */
export type Danger = {
  readonly kind: string;
  readonly path: Path;
  readonly message: string;
  readonly witness?: { readonly value: Json };
};

type Known = { readonly changes: readonly SchemaChange[]; readonly strict: Containment; readonly chosen: Containment };

/** The surprises of one side. */
export function findDangers({ side }: { side: 'input' | 'output' }, { changes, strict, chosen }: Known): Danger[] {
  const dangers: Danger[] = [];
  if (strict.verdict === 'breaking' && chosen.verdict === 'compatible') {
    const who = side === 'input' ? 'Callers that send' : 'Actions that answer with';
    const message = `${who} properties they never declared can be refused: this value was fine before.`;
    dangers.push({ kind: 'undeclared_properties', path: [], message, witness: { value: strict.witness } });
  }
  for (const change of changes) {
    const message = surprise(change, side);
    if (message !== undefined) dangers.push({ kind: change.kind, path: change.path, message });
  }
  return dangers;
}

function surprise({ kind, path }: SchemaChange, side: 'input' | 'output'): string | undefined {
  if (/^default_/.test(kind) && side === 'input') {
    return 'The default is another: calls that leave this out may mean something else now.';
  }
  if (/^(format|content_encoding|content_media_type)_/.test(kind)) {
    return 'The format is another: validators that check formats, and people, may refuse what they took before.';
  }
  if (kind === 'property_removed' && side === 'input') {
    return `Calls that still send '${String(path.at(-1))}' are accepted, and what they send may be ignored without a word.`;
  }
  return undefined;
}
