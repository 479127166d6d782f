// A property that was taken out and comes back. Between neighbours nothing breaks, because callers send what they declare; but
// who still calls by the older release declares it with its old type. So a name comes back as it went (contracts.md §2).
import {
  type ContractChange,
  type DangerousFinding,
  isJsonObject,
  type Json,
  type JsonObject,
} from '@action-registry/schema';
import { type AddedProperty, findAdded } from './added-properties.js';
import { type Look, lookAt } from './declared-places.js';
import type { ContractDocument } from './document-changes.js';
import { type Containment, proveContainment } from './prove-containment.js';

/** An earlier release of the same line. */
export type EarlierContract = ContractDocument & { readonly version: string };

/**
 * What came back otherwise than it went: `changes` where the schemas always say so, `dangerous` where they do in some
 * alternatives or under conditions only.
 */
export type ReturnedProperties = { changes: ContractChange[]; dangerous: DangerousFinding[] };

const SIDES = [
  ['input', 'inputSchema'],
  ['output', 'outputSchema'],
] as const;
const ROOTS = { input: '/inputSchema', output: '/outputSchema' } as const;
type Side = keyof typeof ROOTS;

/** The most steps of one proof, and of all proofs of one question together. */
const STEPS_MAX = 10_000;
const ALL_STEPS_MAX = 60_000;
const WITNESS_CHARACTERS_MAX = 200;

/** Every property that came back otherwise than one of the earlier releases had it, each once. */
export function findReturnedProperties(
  earlier: readonly EarlierContract[],
  base: ContractDocument,
  next: ContractDocument,
): ReturnedProperties {
  return findAll(earlier.map((was) => ({ was, base, next })));
}

/** Every property of a document that the release above it has not, and a later one has otherwise, each once. */
export function findReturningProperties(
  document: EarlierContract,
  above: ContractDocument,
  later: readonly ContractDocument[],
): ReturnedProperties {
  return findAll(later.map((next) => ({ was: document, base: above, next })));
}

type Line = { was: EarlierContract; base: ContractDocument; next: ContractDocument };

function findAll(lines: readonly Line[]): ReturnedProperties {
  const found: ReturnedProperties = { changes: [], dangerous: [] };
  const known: Known = { answers: new Map(), left: ALL_STEPS_MAX };
  const look = keptLooks();
  const told = new Set<string>();
  for (const [side, field] of SIDES) {
    for (const { was, base, next } of lines) {
      const { added, isWhole } = findAdded({ base: look(base[field]), next: look(next[field]), was: look(was[field]) });
      const where = { side, from: was.version, to: next.version };
      const judged = added.flatMap((property) => judge({ ...property, ...where }, known) ?? []);
      for (const each of isWhole ? judged : [...judged, toUnfinished(where)]) {
        const key = `${each.isSure} ${each.finding.pointer}`;
        if (!told.has(key)) tell(each, found);
        told.add(key);
      }
    }
  }
  return found;
}

/** Looks at schemas, at each once. */
function keptLooks(): typeof lookAt {
  const kept = new Map<JsonObject | undefined, Look>();
  return (schema) => {
    const look = kept.get(schema) ?? lookAt(schema);
    kept.set(schema, look);
    return look;
  };
}

/** What was proved before, by its question, and the steps that are left. */
type Known = { answers: Map<string, Containment>; left: number };
type Where = { side: Side; from: string; to: string | undefined };
type Returned = AddedProperty & Where;
type Finding = Omit<ContractChange, 'verdict'>;
type Judged = { finding: Finding; isSure: boolean; answer: Pick<Containment, 'verdict'> & { witness?: Json } };

function tell({ finding, isSure, answer: { verdict, witness } }: Judged, found: ReturnedProperties): void {
  if (isSure) found.changes.push({ ...finding, verdict });
  else found.dangerous.push({ ...finding, ...(witness !== undefined && { witness }) });
}

function judge({ name, now, was, isSure, side, from, to }: Returned, known: Known): Judged | undefined {
  const [before, after] = [toSchema(was), toSchema(now)];
  const [writer, reader] = side === 'input' ? [before, after] : [after, before];
  const answer = before === undefined || after === undefined ? UNDECIDED : prove([writer, reader], known);
  if (answer.verdict === 'compatible') return undefined;
  const example = answer.verdict === 'breaking' ? ` ${shorten(answer.witness)} is such a value.` : '';
  const where = `${to === undefined ? '' : ` in ${to}`}${isSure ? '' : ', in some of its forms'}`;
  const message = `'${name}' was in ${from}, was removed, and comes back otherwise${where}: who still knows it from ${from} is misread.${example}`;
  return {
    finding: {
      side,
      pointer: `${ROOTS[side]}${now.entries[0]?.place.pointer ?? ''}`,
      kind: 'property_returned',
      message,
    },
    isSure,
    answer,
  };
}

const UNDECIDED = { verdict: 'unknown' } as const;

function prove([writer, reader]: readonly (Json | undefined)[], known: Known): Containment | typeof UNDECIDED {
  const key = JSON.stringify([writer, reader]);
  const before = known.answers.get(key);
  if (before !== undefined) return before;
  if (known.left <= 0) return UNDECIDED;
  const steps = Math.min(STEPS_MAX, known.left);
  const answer = proveContainment(writer ?? true, reader ?? true, { declaredOnly: true, steps });
  known.left -= answer.steps;
  known.answers.set(key, answer);
  return answer;
}

/** What a look says, as a schema by itself; undefined where its references mean something in their own document only. */
function toSchema({ entries, document }: Look): Json | undefined {
  const [sure, unsure] = [true, false].map((isSure) =>
    entries.filter((entry) => entry.isSure === isSure).map(({ place }) => place.schema),
  );
  const all = [
    ...(sure ?? []),
    ...(unsure?.length ? [unsure.length === 1 ? (unsure[0] ?? true) : { anyOf: unsure }] : []),
  ];
  return withDefinitions(all.length === 1 ? (all[0] ?? true) : { allOf: all }, document.root.schema);
}

const REFERENCE = /"\$(?:ref|dynamicRef|recursiveRef)":/;
const OWN_REFERENCE = /"\$(?:ref|dynamicRef|recursiveRef)":(?!"#\/(?:\$defs|definitions)\/)/;

/** A part of a schema, with the definitions that its references may lead to. */
function withDefinitions(part: Json, root: Json): Json | undefined {
  if (!isJsonObject(part) || !isJsonObject(root)) return part;
  const { $schema, $defs, definitions } = root;
  const read = { ...($schema !== undefined && { $schema }), ...part };
  if (!REFERENCE.test(JSON.stringify(part))) return read;
  const whole = { ...read, ...($defs !== undefined && { $defs }), ...(definitions !== undefined && { definitions }) };
  return OWN_REFERENCE.test(JSON.stringify(whole)) ? undefined : whole;
}

function toUnfinished({ side, from }: Where): Judged {
  const message = `Whether a property of ${from} comes back otherwise could not be looked through to the end.`;
  return {
    finding: { side, pointer: ROOTS[side], kind: 'property_returned', message },
    isSure: true,
    answer: UNDECIDED,
  };
}

function shorten(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= WITNESS_CHARACTERS_MAX ? text : `${text.slice(0, WITNESS_CHARACTERS_MAX)}…`;
}
