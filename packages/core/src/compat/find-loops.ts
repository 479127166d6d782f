// Finds references that lead back to themselves on the same value, as `{"$ref": "#"}` does.
import type { Formula } from './formula.js';

/** Whether one of the references comes back to itself without going into the value. */
export function leadsToItself(references: readonly Formula[]): boolean {
  const ended = new Set<number>();
  return references.some((reference) => leadsBack(reference, new Set(), ended));
}

function leadsBack(formula: Formula, path: Set<number>, ended: Set<number>): boolean {
  if (ended.has(formula.id)) return false;
  if (path.has(formula.id)) return true;
  path.add(formula.id);
  const found = inPlaceParts(formula).some((part) => leadsBack(part, path, ended));
  path.delete(formula.id);
  if (!found) ended.add(formula.id);
  return found;
}

function inPlaceParts(formula: Formula): readonly Formula[] {
  if (formula.kind === 'and' || formula.kind === 'or') return formula.parts;
  if (formula.kind === 'not') return formula.part.kind === 'ref' ? [formula.part] : [];
  return formula.kind === 'ref' ? [formula.target()] : [];
}
