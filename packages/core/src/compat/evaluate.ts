// Runs a formula on a value, exactly. This is the first judge of every witness; validators of other hands judge after it.
import type { Json } from '@action-registry/schema';
import { compareDecimals, isMultiple, toDecimal } from './decimal.js';
import { type Atom, type Formula, GUARD } from './formula.js';
import { codePointCount, TYPE, typeOf, valueKey } from './json-type.js';
import { matchesPattern } from './pattern-match.js';

/** True or false, or undefined where an assertion has no meaning here (a reference out of the document, a loop). */
export type Truth = boolean | undefined;

/**
 * What is left to do, how deep it is, and what is known of the lists and objects in the value: alternatives that refer to each
 * other ask the same of them again and again, twice as often with each level.
 */
type Meter = { left: number; depth: number; readonly known: Map<object, Map<Formula, boolean>> };

const WORK_MAX = 200_000;
const DEPTH_MAX = 600;
/** Up to this many names of a rule are looked up one by one. */
const NAMES_MAX = 16;

/** Whether the value satisfies the formula; undefined also when that takes too much work. */
export function evaluate(formula: Formula, value: Json): Truth {
  return judge(formula, value, { left: WORK_MAX, depth: 0, known: new Map() });
}

function judge(formula: Formula, value: Json, meter: Meter): Truth {
  meter.left -= 1;
  if (meter.left < 0 || meter.depth > DEPTH_MAX) return undefined;
  const isWorthKeeping = formula.kind === 'ref' || formula.kind === 'and' || formula.kind === 'or';
  const known = isWorthKeeping && typeof value === 'object' && value !== null ? knownOf(value, meter) : undefined;
  const before = known?.get(formula);
  if (before !== undefined) return before;
  meter.depth += 1;
  const truth = judgeShape(formula, value, meter);
  meter.depth -= 1;
  // What was not found out may be found out at less depth.
  if (truth !== undefined) known?.set(formula, truth);
  return truth;
}

function knownOf(value: object, { known }: Meter): Map<Formula, boolean> {
  const found = known.get(value) ?? new Map<Formula, boolean>();
  known.set(value, found);
  return found;
}

function judgeShape(formula: Formula, value: Json, meter: Meter): Truth {
  switch (formula.kind) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'and':
      return every(formula.parts, (part) => judge(part, value, meter));
    case 'or':
      return negated(every(formula.parts, (part) => negated(judge(part, value, meter))));
    case 'not':
      return negated(judge(formula.part, value, meter));
    case 'types':
      return (formula.mask & typeOf(value)) !== 0;
    case 'enum':
      return formula.values.has(valueKey(value));
    case 'ref':
      return judge(formula.target(), value, meter);
    case 'opaque':
      return undefined;
    default:
      return GUARD[formula.kind] === typeOf(value) ? evaluateGuarded(formula, value, meter) : true;
  }
}

function evaluateGuarded(atom: Atom, value: Json, meter: Meter): Truth {
  if (typeof value === 'number') return evaluateNumber(atom, value);
  if (typeof value === 'string') return evaluateString(atom, value);
  if (Array.isArray(value)) return evaluateArray(atom, value, meter);
  return typeOf(value) === TYPE.object ? evaluateObject(atom, value as { [key: string]: Json }, meter) : undefined;
}

function evaluateNumber(atom: Atom, value: number): Truth {
  const decimal = toDecimal(value);
  if (atom.kind === 'multiple') return isMultiple(decimal, atom.of);
  if (atom.kind !== 'minimum' && atom.kind !== 'maximum') return undefined;
  const order = compareDecimals(decimal, atom.limit);
  return order === 0 ? !atom.exclusive : order > 0 === (atom.kind === 'minimum');
}

function evaluateString(atom: Atom, value: string): Truth {
  if (atom.kind === 'minLength') return codePointCount(value) >= atom.count;
  if (atom.kind === 'maxLength') return codePointCount(value) <= atom.count;
  return atom.kind === 'pattern' ? matchesPattern(atom.source, value) : undefined;
}

function evaluateArray(atom: Atom, value: readonly Json[], meter: Meter): Truth {
  switch (atom.kind) {
    case 'minItems':
      return value.length >= atom.count;
    case 'maxItems':
      return value.length <= atom.count;
    case 'unique':
      return new Set(value.map(valueKey)).size === value.length;
    case 'item':
      return atom.index < value.length ? judge(atom.schema, value[atom.index] ?? null, meter) : true;
    case 'rest':
      return every(value.slice(atom.from), (item) => judge(atom.schema, item, meter));
    case 'contains':
    case 'containsAtMost': {
      const truths = value.map((item) => judge(atom.schema, item, meter));
      const sure = truths.filter((truth) => truth === true).length;
      const possible = sure + truths.filter((truth) => truth === undefined).length;
      const [least, most] = [sure, possible];
      if (atom.kind === 'contains') return least >= atom.count ? true : most < atom.count ? false : undefined;
      return most <= atom.count ? true : least > atom.count ? false : undefined;
    }
    default:
      return undefined;
  }
}

function evaluateObject(atom: Atom, value: { [key: string]: Json }, meter: Meter): Truth {
  switch (atom.kind) {
    case 'required':
      return Object.hasOwn(value, atom.name);
    case 'minMembers':
      return Object.keys(value).length >= atom.count;
    case 'maxMembers':
      return Object.keys(value).length <= atom.count;
    case 'member':
      return every(keysToJudge(atom.keys, value), (key) => {
        const selected = judge(atom.keys, key, meter);
        if (selected === false) return true;
        const holds = judge(atom.schema, value[key] ?? null, meter);
        return selected === undefined && holds !== true ? undefined : holds;
      });
    default:
      return undefined;
  }
}

/** The members that a rule may be about: of a rule for a few names, not all of many are looked at. */
function keysToJudge(keys: Formula, value: { [key: string]: Json }): readonly string[] {
  if (keys.kind !== 'enum' || keys.values.size > NAMES_MAX) return Object.keys(value);
  return [...keys.values.values()].filter((name) => typeof name === 'string' && Object.hasOwn(value, name)) as string[];
}

/** Three-valued `and`. */
function every<Item>(items: readonly Item[], test: (item: Item) => Truth): Truth {
  let all: Truth = true;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) return false;
    if (truth === undefined) all = undefined;
  }
  return all;
}

function negated(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}
