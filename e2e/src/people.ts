// Steps that tests of people, workspaces and the log share: who they are, and browsers that are signed in as them.
import type { Permission, Role } from '@action-registry/schema';
import type { Browser, Page } from 'playwright-core';
import { type EditorContext, type Look, openEditor, ready } from './browser.js';
import type { TestRegistry } from './harness.js';

/** An API key that was made, with its secret. */
export type MadeKey = { api_key: { id: number; key_prefix: string; expires_at: string | null }; secret: string };

type Call = { method?: string; body?: object; key?: string };

/** Calls the registry with the admin key, or another one; throws where it refuses. */
export async function call<T>(registry: TestRegistry, path: string, { method, body, key }: Call = {}): Promise<T> {
  const response = await registry.fetch(path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

type KeyInput = { name: string; permissions: readonly Permission[]; name_globs?: string[]; expires_at?: string };

/** Makes an API key. */
export function makeKey(registry: TestRegistry, input: KeyInput): Promise<MadeKey> {
  return call(registry, '/api-keys', { body: input });
}

/** A person of the workspace. */
export type Person = { id: number; actor: string; subject: string; name?: string; role: Role };
type PersonInput = { subject: string; name?: string; role: Role };

/** Adds a person to the workspace of the admin key, or of another one. */
export function addPerson(registry: TestRegistry, person: PersonInput, key?: string): Promise<Person> {
  const method = 'PUT';
  return call(registry, '/workspaces/current/members', { method, body: person, ...(key !== undefined && { key }) });
}

/** A fresh profile that is signed in as a person, by a one-time link. */
export async function openAs(
  { registry, browser }: { registry: TestRegistry; browser: Browser },
  { id }: Pick<Person, 'id'>,
  look: Look = {},
): Promise<{ editor: EditorContext; page: Page }> {
  const { url } = await call<{ url: string }>(registry, '/sessions/links', { body: { member_id: id } });
  const editor = await openEditor(browser, registry.url, look);
  const page = await editor.newPage();
  await page.goto(url);
  await ready(page, '/library');
  return { editor, page };
}
