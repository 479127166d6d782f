// Which lines of a text were taken away and which came: the shortest such list (Myers, "An O(ND) Difference Algorithm",
// 1986), so that what is about to be signed can be read as what changed.

/** A line and what became of it; `at` tells lines of one diff apart. */
export type DiffLine = { at: number; sign: ' ' | '-' | '+'; text: string };
/** A run of lines that is shown, or the number of equal lines that are left out. */
export type DiffPart = { at: number; lines: readonly DiffLine[] } | { at: number; skipped: number };

/** Beyond so many changed lines the texts have little in common, and one is shown below the other. */
const EDITS_MAX = 1_000;
const CONTEXT_LINES = 3;

/** The lines of both texts, in order; equal texts give equal lines alone. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const middle = diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const lines = [
    ...old.slice(0, start).map((text) => [' ', text] as const),
    ...middle,
    ...old.slice(old.length - end).map((text) => [' ', text] as const),
  ];
  return lines.map(([sign, text], at) => ({ at, sign, text }));
}

/** How many lines came and went. */
export function countLines(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (sign: string): number => lines.filter((line) => line.sign === sign).length;
  return { added: count('+'), removed: count('-') };
}

/** The changed lines with three equal ones around them; the rest as numbers. */
export function collapseEqual(lines: readonly DiffLine[], context = CONTEXT_LINES): DiffPart[] {
  const isNear = lines.map((_line, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' '),
  );
  const parts: DiffPart[] = [];
  let from = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    if (at < lines.length && isNear[at] === isNear[from]) continue;
    const run = lines.slice(from, at);
    // A mark for one line takes the room of that line.
    parts.push(isNear[from] === true || run.length < 2 ? { at: from, lines: run } : { at: from, skipped: run.length });
    from = at;
  }
  return parts;
}

type Step = readonly [sign: DiffLine['sign'], text: string];

function diffMiddle(old: readonly string[], fresh: readonly string[]): Step[] {
  const trace = findTrace(old, fresh);
  if (trace === undefined)
    return [...old.map((text) => ['-', text] as const), ...fresh.map((text) => ['+', text] as const)];
  return walkBack({ old, fresh }, trace);
}

/** How far each diagonal reaches after 0, 1, 2 … edits, until both texts are used up; undefined when that takes too many. */
function findTrace(old: readonly string[], fresh: readonly string[]): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= EDITS_MAX; edits += 1) {
    trace.push(reach);
    const next = new Map(reach);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepInto(reach, diagonal, edits);
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) return trace;
    }
    reach = next;
  }
  return undefined;
}

/** Where a diagonal is entered: from the one above by an added line, or from the one below by a removed one. */
function stepInto(reach: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  const [below = -1, above = -1] = [reach.get(diagonal - 1), reach.get(diagonal + 1)];
  return isAddition(below, above, { diagonal, edits }) ? above : below + 1;
}

function isAddition(below: number, above: number, { diagonal, edits }: { diagonal: number; edits: number }): boolean {
  return diagonal === -edits || (diagonal !== edits && below < above);
}

/** The steps that a trace took, first to last. */
function walkBack(
  { old, fresh }: { old: readonly string[]; fresh: readonly string[] },
  trace: readonly ReadonlyMap<number, number>[],
): Step[] {
  const steps: Step[] = [];
  let [x, y] = [old.length, fresh.length];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reach = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const [below = -1, above = -1] = [reach.get(diagonal - 1), reach.get(diagonal + 1)];
    const isAdded = isAddition(below, above, { diagonal, edits });
    const fromX = edits === 0 ? 0 : isAdded ? above : below;
    const fromY = edits === 0 ? 0 : fromX - (isAdded ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY && old[x - 1] === fresh[y - 1]) {
      steps.push([' ', old[x - 1] ?? '']);
      x -= 1;
      y -= 1;
    }
    if (edits === 0) break;
    steps.push(isAdded ? ['+', fresh[y - 1] ?? ''] : ['-', old[x - 1] ?? '']);
    [x, y] = [fromX, fromY];
  }
  return steps.reverse();
}
