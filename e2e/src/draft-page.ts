// The draft editor as tests use it: its fields, its text, where saving stands, and what the registry has of the draft.
import type { Registry } from '@action-registry/client';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What tests do on the page of a draft. `of` names another page than the test's own. */
export type DraftPage = ReturnType<typeof openDraftPage>;

/** The page's parts; `current` is the page that the test looks at now. */
export function openDraftPage(current: () => Page, { trpc }: Registry) {
  const saveState = (of = current()) => of.locator('[data-save-state]').getAttribute('data-save-state');
  const json = (): Locator => current().getByRole('textbox', { name: 'JSON' });
  return {
    trpc,
    saveState,
    isSaved: (of?: Page) => expect.poll(() => saveState(of)).toBe('saved'),
    field: (name: string, of = current()) => of.getByRole('textbox', { name, exact: true }),
    button: (name: string | RegExp) => current().getByRole('button', { name }),
    banner: (of = current()) => of.locator('.banner-title'),
    /** What is offered while typing. */
    offered: () => current().locator('.cm-tooltip-autocomplete li'),
    json,
    /** The lines of the JSON view, joined without their breaks; empty until it is there. */
    jsonText: () => current().evaluate(() => document.querySelector('.json-view .cm-content')?.textContent ?? ''),
    /** Selects everything in the JSON view and puts a text in its place, as pasting does. */
    replaceJson: async (text: string): Promise<void> => {
      await json().click();
      await current().keyboard.press('Control+a');
      await current().keyboard.insertText(text);
    },
    /** The draft as the registry has it. */
    stored: (id: number) => trpc.definitions.get.query({ id }),
    /** Makes a draft of a release. */
    clone: async (reference: string): Promise<number> => (await trpc.definitions.clone.mutate({ reference })).action.id,
  };
}

/** All that this browser keeps of drafts that are not saved, as text. */
export function journal(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('action-registry');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('journal').objectStore('journal').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );
}
