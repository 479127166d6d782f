// Code that uses an action, ready to be pasted and run. No secret is ever in it: where the registry wants a key, it is taken
// from the environment.

/** The languages there are snippets for. */
export const LANGUAGES = ['typescript', 'curl', 'cli'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a snippet is about. `version` is exact, or a channel's name; `keys` are those that signed. */
export type SnippetFacts = {
  origin: string;
  name: string;
  version: string;
  /** The digest of an exact version; undefined for a channel, which moves. */
  hash: string | undefined;
  keys: readonly { kid: string; public_key: string }[];
  /** Reading needs an API key here. */
  needsKey: boolean;
};

const MAKERS: Readonly<Record<Language, (facts: SnippetFacts) => string>> = {
  typescript: toTypeScript,
  curl: toCurl,
  cli: toCli,
};

/** The snippet of a language. */
export function toSnippet(language: Language, facts: SnippetFacts): string {
  return MAKERS[language](facts);
}

function toTypeScript({ origin, name, version, keys, needsKey }: SnippetFacts): string {
  const trust = keys.map(
    ({ kid, public_key }) =>
      `    {\n      kid: '${kid}',\n      alg: 'ed25519',\n      public_key: '${public_key}',\n    },`,
  );
  return [
    `import { createRegistry } from '@action-registry/client';`,
    ``,
    `const registry = createRegistry({`,
    `  url: '${origin}',`,
    ...(needsKey ? [`  apiKey: process.env.ACTION_REGISTRY_API_KEY,`] : []),
    `  trust: [`,
    ...trust,
    `  ],`,
    `});`,
    `const action = await registry.resolve('${name}@${version}');`,
    `console.log(action.version, action.hash, action.schema);`,
  ].join('\n');
}

function toCurl({ origin, name, version, hash, needsKey }: SnippetFacts): string {
  const file = `${name}.json`;
  const header = needsKey ? ` -H "Authorization: Bearer $ACTION_REGISTRY_API_KEY"` : '';
  const fetch = `curl -fsSL${header} -o ${file} ${origin}/actions/${name}/versions/${version}/canonical`;
  if (hash === undefined) return fetch;
  return `${fetch}\necho "${hash.replace(/^sha256:/, '')}  ${file}" | sha256sum --check`;
}

function toCli({ origin, name, version, keys, needsKey }: SnippetFacts): string {
  return [
    `export ACTION_REGISTRY_URL=${origin}`,
    ...(needsKey ? [`# ACTION_REGISTRY_API_KEY is read from the environment`] : []),
    ...keys.map(({ kid }) => `npx --no actions keys pin ${kid}`),
    `npx --no actions get ${name}@${version}`,
  ].join('\n');
}
