// Gives each claim on an array an item, in every way that could differ. Beyond `width` all places have the same rules, so the
// first free one stands for all, and an array never gains by being longer than its claims need.
import type { Json } from '@action-registry/schema';
import { differentItems } from './different-items.js';
import type { AtomOf, Formula } from './formula.js';
import { and, not } from './formula-arena.js';
import { type Cause, doubt, EMPTY, type Outcome, type Solver, spend } from './solver.js';

/** There is an item between two places that satisfies a schema; claims of one group are about different items. */
type Claim = {
  readonly from: number;
  readonly to: number;
  readonly schema: Formula;
  readonly group: number | undefined;
};

/** What assertions ask of an array, sorted. */
export type Items = {
  readonly at: AtomOf<'item'>[];
  readonly rests: AtomOf<'rest'>[];
  readonly claims: Claim[];
  readonly limits: AtomOf<'containsAtMost'>[];
  readonly least: number;
  readonly most: number;
  /** From here on all places have the same rules. */
  readonly width: number;
  readonly unique: boolean;
  readonly repeats: boolean;
};

/** The claims placed so far; `twins` are two places that hold the same value. */
type Placed = {
  readonly taken: ReadonlyMap<number, readonly Claim[]>;
  readonly twins: readonly [number, number] | undefined;
};

const LENGTH_MAX = 20_000;

/** The arrays that come of the ways to place the claims. */
export function* placeItems(solver: Solver, items: Items): Generator<Outcome> {
  const length = Math.max(items.least, 0);
  if (length > LENGTH_MAX) {
    yield { kind: 'unknown', cause: { keyword: 'minItems', pointer: '' } };
    return;
  }
  for (const twins of items.repeats ? pairs(items.width + 2) : [undefined]) {
    yield* place(solver, { items, open: items.claims }, { taken: new Map(), twins });
  }
}

function* pairs(count: number): Generator<[number, number]> {
  for (let second = 1; second < count; second++) {
    for (let first = 0; first < second; first++) yield [first, second];
  }
}

function* place(
  solver: Solver,
  { items, open }: { items: Items; open: readonly Claim[] },
  placed: Placed,
): Generator<Outcome> {
  if (lengthOf(items, placed) > items.most) return;
  const [claim, ...others] = open;
  if (claim === undefined) {
    yield build(solver, items, placed);
    return;
  }
  for (const index of placesFor(items, claim, placed)) {
    spend(solver);
    const here = placed.taken.get(index) ?? [];
    // Claims of one group are alike: the order of their places makes no difference.
    if (claim.group !== undefined && here.some(({ group }) => group === claim.group)) continue;
    const next: Placed = { ...placed, taken: new Map(placed.taken).set(index, [...here, claim]) };
    if (solver.solve(solver, formulasAt(items, next, index)).kind === 'empty') continue;
    yield* place(solver, { items, open: others }, next);
  }
}

/** Places that a claim may take: each that has its own rules or claims, and the first that has not. */
function* placesFor(items: Items, { from, to }: Claim, { taken, twins }: Placed): Generator<number> {
  let isNew = true;
  const last = Math.max(items.width, ...taken.keys(), ...(twins ?? [])) + 1;
  for (let index = from; index <= Math.min(to, last); index++) {
    const isPlain = index >= items.width && !taken.has(index) && twins?.includes(index) !== true;
    if (isPlain && !isNew) continue;
    if (isPlain) isNew = false;
    yield index;
  }
}

function lengthOf(items: Items, { taken, twins }: Placed): number {
  return Math.max(items.least, ...[...taken.keys()].map((index) => index + 1), ...(twins ?? []).map((at) => at + 1));
}

/** Everything that the item at a place must satisfy; twins satisfy both places' formulas. */
function formulasAt(items: Items, { taken, twins }: Placed, index: number): Formula[] {
  const places = twins?.includes(index) === true ? twins : [index];
  return places.flatMap((place) => [
    ...items.at.filter((rule) => rule.index === place).map(({ schema }) => schema),
    ...items.rests.filter((rule) => rule.from <= place).map(({ schema }) => schema),
    ...(taken.get(place) ?? []).map(({ schema }) => schema),
  ]);
}

/** One array with the claims where they are. */
function build(solver: Solver, items: Items, placed: Placed): Outcome {
  const length = lengthOf(items, placed);
  const places: Formula[] = [];
  const plain = new Map<string, Formula>();
  for (let index = 0; index < length; index++) {
    const isPlain = index >= items.width && !placed.taken.has(index) && placed.twins?.includes(index) !== true;
    const known = isPlain ? plain.get('') : undefined;
    const formula = known ?? and(solver.arena, formulasAt(items, placed, index));
    if (isPlain) plain.set('', formula);
    if (known === undefined && solver.solve(solver, [formula]).kind === 'empty') return EMPTY;
    places.push(formula);
  }
  return choose(solver, { items, placed, chosen: [] }, places);
}

/** An item's formula, and for each limit whether the item counts towards it. */
type Sided = { readonly formula: Formula; readonly counts: readonly boolean[] };
type Choosing = { readonly items: Items; readonly placed: Placed; readonly chosen: readonly Sided[] };

/** Decides for each item on which side of each limit (`maxContains`) it is, then finds the values. */
function choose(solver: Solver, choosing: Choosing, places: readonly Formula[]): Outcome {
  const { items, placed } = choosing;
  if (items.limits.length === 0) return fillItems(solver, { items, placed }, places);
  let open: Outcome = EMPTY;
  for (const formulas of sides(solver, choosing, places)) {
    const outcome = fillItems(solver, { items, placed }, formulas);
    if (outcome.kind === 'value') return outcome;
    if (outcome.kind === 'unknown') open = outcome;
  }
  return open;
}

function* sides(solver: Solver, choosing: Choosing, places: readonly Formula[]): Generator<Formula[]> {
  const { items, placed, chosen } = choosing;
  const over = items.limits.some(({ count }, limit) => chosen.filter(({ counts }) => counts[limit]).length > count);
  if (over) return;
  const index = chosen.length;
  const formula = places[index];
  if (formula === undefined) {
    yield chosen.map((side) => side.formula);
    return;
  }
  const twin = placed.twins?.[1] === index ? chosen[placed.twins[0]] : undefined;
  const options = twin === undefined ? sidesOf(solver, items, formula) : [twin];
  for (const option of options) {
    spend(solver);
    if (solver.solve(solver, [option.formula]).kind === 'empty') continue;
    yield* sides(solver, { ...choosing, chosen: [...chosen, option] }, places);
  }
}

/** The formula with each limit's schema or its negation; what counts towards no limit comes first. */
function sidesOf({ arena }: Solver, { limits }: Items, formula: Formula): Sided[] {
  return limits.reduce<Sided[]>(
    (options, { schema }) =>
      [false, true].flatMap((counted) =>
        options.map((option) => ({
          formula: and(arena, [option.formula, counted ? schema : not(arena, schema)]),
          counts: [...option.counts, counted],
        })),
      ),
    [{ formula, counts: [] }],
  );
}

function fillItems(
  solver: Solver,
  { items, placed }: { items: Items; placed: Placed },
  places: readonly Formula[],
): Outcome {
  if (items.unique) return differentItems(solver, places);
  let cause: Cause | undefined;
  const values: Json[] = [];
  for (const [index, formula] of places.entries()) {
    const outcome = solver.solve(solver, [formula]);
    if (outcome.kind === 'empty') return EMPTY;
    if (outcome.kind === 'unknown') cause ??= outcome.cause;
    const value = outcome.kind === 'value' ? outcome.value : (outcome.candidate?.value ?? null);
    values.push(placed.twins?.[1] === index ? (values[placed.twins[0]] ?? value) : value);
  }
  return doubt({ kind: 'value', value: values }, cause);
}
