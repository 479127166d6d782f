import { expect, test } from 'vitest';
import { LANGUAGES, type SnippetFacts, toSnippet } from './snippets.js';

const FACTS: SnippetFacts = {
  origin: 'http://localhost:8000',
  name: 'files.move',
  version: '1.2.0',
  hash: `sha256:${'a'.repeat(64)}`,
  keys: [{ kid: 'ana', public_key: 'base64:key' }],
  needsKey: false,
};

test('every language names the registry, the action and the version', () => {
  for (const language of LANGUAGES) {
    const snippet = toSnippet(language, FACTS);
    for (const part of [FACTS.origin, FACTS.name, FACTS.version]) expect(snippet).toContain(part);
  }
});

test('a registry that wants a key gets it from the environment, and from nowhere else', () => {
  for (const language of LANGUAGES) {
    expect(toSnippet(language, FACTS)).not.toContain('ACTION_REGISTRY_API_KEY');
    const snippet = toSnippet(language, { ...FACTS, needsKey: true });
    expect(snippet).toContain('ACTION_REGISTRY_API_KEY');
    expect(snippet).not.toContain('ark_');
  }
});

test('a digest is checked where the version is exact, and not where a channel moves', () => {
  expect(toSnippet('curl', FACTS)).toContain(`${'a'.repeat(64)}  files.move.json`);
  expect(toSnippet('curl', { ...FACTS, version: 'production', hash: undefined })).not.toContain('sha256sum');
});
