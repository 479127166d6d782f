// What looks like a secret in the way a server is reached: it becomes part of documents that are signed, published and never
// taken back. A guess, so it warns and refuses nothing.
import type { McpSource } from './mcp-server.js';

const SECRET_NAME = /(?:^|[^a-z])(?:api[-_]?key|key|token|secret|password|passwd|pwd|auth|credentials?)(?:$|[^a-z])/i;
/** Prefixes that vendors give their keys, and the shape of JSON Web Tokens. */
const SECRET_VALUE = /^(?:sk|pk|rk|ark|ghp|gho|ghs|github_pat|glpat|xox[abp]|AKIA|eyJ)[-_A-Za-z0-9.]{12,}/;

/** One sentence per place that looks like a secret; the secret itself is not repeated. */
export function findSecrets(source: McpSource): string[] {
  const places = 'url' in source ? findInUrl(source.url) : findInArguments(source.args);
  return places.map((place) => `${place} looks like a secret and would be published in every document.`);
}

function findInUrl(url: string): string[] {
  return [...new URL(url).searchParams]
    .filter(([name, value]) => SECRET_NAME.test(name) || SECRET_VALUE.test(value))
    .map(([name]) => `The value of '${name}' in the address`);
}

function findInArguments(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    const [, name, value] = /^-*([^=]*)=(.+)$/s.exec(argument) ?? [];
    if (name !== undefined && value !== undefined)
      return SECRET_NAME.test(name) || SECRET_VALUE.test(value)
        ? [`What follows ${name}= in argument ${index + 1}`]
        : [];
    const before = args[index - 1] ?? '';
    const isNamed = /^--?[a-z]/i.test(before) && SECRET_NAME.test(before) && !argument.startsWith('-');
    return isNamed || SECRET_VALUE.test(argument) ? [`Argument ${index + 1}`] : [];
  });
}
