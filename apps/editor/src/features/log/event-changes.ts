// What an event changed, field by field, from its `before` and `after`; and the facts that are no change.
import { isJsonObject, type Json, type JsonObject, RecordedGate } from '@action-registry/schema';
import { isSameJson } from '../../lib/json-same.js';
import { contractMessages } from '../../lib/messages/contract.js';

/** A field that changed; an absent side says that there was or is nothing. Of lists, only what came and went. */
export type FieldChange = { field: string; before: string | undefined; after: string | undefined };
/** A fact of an event in one line. */
export type EventFact = { field: string; value: string };

/** The changes and the other facts of an event's data. */
export function readEvent(data: JsonObject): { changes: readonly FieldChange[]; facts: readonly EventFact[] } {
  // When it happened stands beside the event.
  const { before, after, from, to, at: _at, ...rest } = data;
  const hasSides = before !== undefined || after !== undefined;
  const hasEnds = !hasSides && from !== undefined && to !== undefined;
  const changes = [
    ...(hasSides ? compare(before, after) : []),
    ...(hasEnds ? [{ field: 'to', before: toText(from), after: toText(to) }] : []),
  ];
  const ends = hasEnds ? {} : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const facts = Object.entries({ ...rest, ...ends }).flatMap(([field, value]) => {
    const text = toContractText(field, value) ?? toText(value);
    return text === undefined ? [] : [{ field, value: text }];
  });
  return { changes, facts };
}

/** What a publish recorded of its comparisons, in words; the whole of them stands in the raw data. */
function toContractText(field: string, value: Json | undefined): string | undefined {
  const { contract, contract_above } = RecordedGate.safeParse({ [field]: value }).data ?? {};
  if (contract !== undefined) return contractMessages.recorded(contract);
  return contract_above && contractMessages.recordedAbove(contract_above);
}

function compare(before: Json | undefined, after: Json | undefined): FieldChange[] {
  if (!isSide(before) || !isSide(after)) return [{ field: 'value', before: toText(before), after: toText(after) }];
  const [old, fresh] = [before ?? {}, after ?? {}];
  const fields = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...fields].flatMap((field) => {
    const [left, right] = [old[field], fresh[field]];
    return isSameJson(left, right) ? [] : [compareField(field, left, right)];
  });
}

function isSide(value: Json | undefined): value is JsonObject | null | undefined {
  return value === null || value === undefined || isJsonObject(value);
}

function compareField(field: string, left: Json | undefined, right: Json | undefined): FieldChange {
  if (!Array.isArray(left) || !Array.isArray(right)) return { field, before: toText(left), after: toText(right) };
  const gone = left.filter((each) => !right.some((other) => isSameJson(each, other)));
  const come = right.filter((each) => !left.some((other) => isSameJson(each, other)));
  return { field, before: toText(gone), after: toText(come) };
}

/** A value in one line; nothing for null and for lists without entries. */
function toText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value === '' ? undefined : value;
  // Of a signature, whose it is.
  if (isJsonObject(value) && typeof value.kid === 'string') return value.kid;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const texts = value.map(toText).filter((each) => each !== undefined);
  return texts.length === 0 ? undefined : texts.join(', ');
}
