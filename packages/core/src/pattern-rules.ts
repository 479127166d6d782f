// Which regular expressions a schema may hold: those that compile with the `u` flag everywhere and that no text can make slow.
// Whoever publishes a schema would otherwise decide how long every caller and every server is busy.
import { toAutomaton } from './pattern-automaton.js';
import { createOverlap } from './pattern-characters.js';
import { measureCost, type PatternCost } from './pattern-cost.js';
import { PatternLimitError, type PatternNode, parsePattern } from './pattern-parser.js';

/** Loops in a row that can take the same text: `^.*a.*b.*c$` has three. Each is one more power of the text's length. */
const POWER_MAX = 4;
const LENGTH_MAX = 2_000;

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

/** The worst of the pattern and its look-arounds. */
function costOf(node: PatternNode, pattern: string): PatternCost {
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
