// Operators in a search box: `kind:command files` is a filter and a word. A finished operator becomes a filter; what is no
// operator, or has a value that its operator does not take, stays text.

/** An operator; `values` where it takes these alone. */
export type Operator<Name extends string = string> = { name: Name; values?: readonly string[] };

/** What was typed, taken apart. `bad` are operators with a value that they do not take. */
export type ParsedQuery<Name extends string> = {
  filters: Partial<Record<Name, string>>;
  text: string;
  bad: readonly Operator<Name>[];
};

/**
 * Takes the operators out of a text. The last one counts only when `isFinished` or when something follows it, so that it
 * can still be typed. A value with spaces is written in quotes.
 */
export function parseQuery<Name extends string>(
  text: string,
  operators: readonly Operator<Name>[],
  isFinished: boolean,
): ParsedQuery<Name> {
  const filters: Partial<Record<Name, string>> = {};
  const bad: Operator<Name>[] = [];
  const rest: string[] = [];
  for (const { token, isOpen } of tokensOf(text)) {
    const operator = isOpen && !isFinished ? undefined : findOperator(token, operators);
    const value = operator === undefined ? '' : toValue(token);
    if (operator === undefined || value === '') rest.push(token);
    else if (operator.values !== undefined && !operator.values.includes(value.toLowerCase())) {
      bad.push(operator);
      rest.push(token);
    } else filters[operator.name] = operator.values === undefined ? value : value.toLowerCase();
  }
  const isTrailing = !isFinished && /\s$/.test(text) && rest.length > 0;
  return { filters, text: rest.join(' ') + (isTrailing ? ' ' : ''), bad };
}

/** What is being typed at the end of a text: an operator's value, or a word that may become one. */
export function openToken(text: string): { operator: string | undefined; value: string } {
  const token = tokensOf(text).find(({ isOpen }) => isOpen)?.token ?? '';
  const at = token.indexOf(':');
  return at === -1
    ? { operator: undefined, value: token }
    : { operator: token.slice(0, at).toLowerCase(), value: unquote(token.slice(at + 1)) };
}

/** The text with its open token replaced. */
export function replaceOpenToken(text: string, replacement: string): string {
  const open = tokensOf(text).find(({ isOpen }) => isOpen)?.token ?? '';
  return text.slice(0, text.length - open.length) + replacement;
}

/** `name:value`, with quotes where the value has spaces. */
export function toToken(name: string, value: string): string {
  return `${name}:${/\s/.test(value) ? `"${value}"` : value}`;
}

type Token = { token: string; isOpen: boolean };

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/(?:[^\s"]+|"[^"]*"?)+/g)].map((match) => ({
    token: match[0],
    isOpen: match.index + match[0].length === text.length,
  }));
}

function findOperator<Name extends string>(
  token: string,
  operators: readonly Operator<Name>[],
): Operator<Name> | undefined {
  const at = token.indexOf(':');
  if (at <= 0) return undefined;
  const name = token.slice(0, at).toLowerCase();
  return operators.find((operator) => operator.name === name);
}

function toValue(token: string): string {
  return unquote(token.slice(token.indexOf(':') + 1));
}

function unquote(value: string): string {
  return value.replace(/^"/, '').replace(/"$/, '');
}
