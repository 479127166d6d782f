// What one difference of a command says, in words: what went and what came of a field, and of a parameter rule by rule.
import type { CatalogueCommand, Json } from '@action-registry/schema';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { type ChangePart, toListPart, toSchemaParts, toText } from '../../lib/schema-changes.js';
import type { FieldChange } from './catalogue-changes.js';

/** The parts of a difference; none where nothing but whether a parameter must be there has changed. */
export function toChangeParts({ field, before, after }: Pick<FieldChange, 'field' | 'before' | 'after'>): ChangePart[] {
  if (field === 'param' || field === 'params_schema') return toSchemaParts(before, after);
  if (field === 'aliases') return [toListPart(before ?? [], after ?? [])];
  const toTexts = (value: Json | undefined): string[] => (value === undefined ? [] : [toFieldText(field, value)]);
  return [{ went: toTexts(before), came: toTexts(after) }];
}

function toFieldText(field: keyof CatalogueCommand, value: Json): string {
  if (field === 'risk') return words.risks[value as keyof typeof words.risks] ?? toText(value);
  return field === 'template' && Array.isArray(value) ? value.map(toText).join(' ') : toText(value);
}
