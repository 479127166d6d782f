// Which regular expressions a schema may hold: those that compile with the `u` flag everywhere and that no text can make slow.
// Whoever publishes a schema would otherwise decide how long every caller and every server is busy.
import { toAutomaton } from './pattern-automaton.js';
import { createOverlap } from './pattern-characters.js';
import { measureCost, type PatternCost } from './pattern-cost.js';
import { PatternLimitError, type PatternNode, parsePattern } from './pattern-parser.js';

/** Loops in a row that can take the same text: `^.*a.*b.*c$` has three. Each is one more power of the text's length. */
const POWER_MAX = 4;
const LENGTH_MAX = 2_000;
/** Characters of all different patterns of one schema: telling their cost takes time too. */
const TOTAL_MAX = 10_000;
/** Patterns whose cost is kept; schemas repeat them. */
const KEPT_MAX = 500;

/** What is wrong with a pattern, as the rest of a sentence; undefined when it may stand. */
export type PatternCheck = (pattern: string) => string | undefined;

/** `findPatternProblem` for many patterns, which have at most `max` characters in all (default 10,000); repeated ones count once. */
export function createPatternCheck(max = TOTAL_MAX): PatternCheck {
  const found = new Map<string, string | undefined>();
  let total = 0;
  return (pattern) => {
    if (found.has(pattern)) return found.get(pattern);
    total += pattern.length;
    const isOver = total > max;
    const problem = isOver
      ? `is one too many: different patterns have at most ${max} characters in all`
      : findPatternProblem(pattern);
    found.set(pattern, problem);
    return problem;
  };
}

/** What is wrong with a pattern, as the rest of a sentence; undefined when it may stand. */
export function findPatternProblem(pattern: string): string | undefined {
  if (pattern.length > LENGTH_MAX) return `must have at most ${LENGTH_MAX} characters`;
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `does not compile as a regular expression with the u flag: ${reasonOf(error)}`;
  }
  try {
    return describeCost(costOf(parsePattern(pattern), pattern));
  } catch (error) {
    if (error instanceof PatternLimitError) return error.message;
    throw error;
  }
}

/**
 * How the time that a lawful pattern takes grows with a text: the power of its length, at worst. Where a match may begin
 * anywhere, the engine tries it everywhere.
 */
export function findPatternPower(pattern: string): number {
  const { power } = costOf(parsePattern(pattern), pattern);
  const isAnchored = pattern.startsWith('^') && !pattern.includes('|');
  return Math.max(1, isAnchored ? power : power + Math.sign(power));
}

const kept = new Map<string, PatternCost>();

/** The worst of the pattern and its look-arounds. */
function costOf(node: PatternNode, pattern: string): PatternCost {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const overlap = createOverlap(pattern);
  const open = [node];
  const worst: PatternCost = { exponential: false, power: 0 };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const automaton = toAutomaton(next);
    const cost = measureCost(automaton, overlap);
    worst.exponential ||= cost.exponential;
    worst.power = Math.max(worst.power, cost.power);
    open.push(...automaton.looks);
  }
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(pattern, worst);
  return worst;
}

function describeCost({ exponential, power }: PatternCost): string | undefined {
  if (exponential) return 'can take exponential time: a part that repeats can read the same text in several ways';
  if (power <= POWER_MAX) return undefined;
  return `can take time in the ${power}th power of a text's length: that many parts can take the same characters`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
}
