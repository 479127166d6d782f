// Steps that tests of keys and of publishing share: making a key through the page, and reading along what is sent while the
// key's own bytes are known.
import type { BrowserContext, Page } from 'playwright-core';
import { visit } from './browser.js';

/** The entry of a key in either list. */
export function keyCard(page: Page, kid: string) {
  return page.locator(`[data-kid="${kid}"]`);
}

/** Makes a key through the page, and goes on without a backup unless a passphrase for one is given; answers its file. */
export async function createKey(page: Page, kid: string, passphrase?: string): Promise<string> {
  await visit(page, '/keys/signing');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('textbox', { name: 'Name of the key' }).waitFor();
  // What is typed takes the place of the suggestion.
  await page.keyboard.insertText(kid);
  await page.getByRole('textbox', { name: 'Passphrase of the backup' }).fill(passphrase ?? '');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const choice = page.getByRole('button', {
    name: passphrase === undefined ? 'Go on without a backup' : 'Download the backup',
  });
  const [file] = await Promise.all([
    passphrase === undefined
      ? undefined
      : page
          .waitForEvent('download', (download) => download.suggestedFilename() === `${kid}.jwe`)
          .then((each) => each.path()),
    choice.click(),
  ]);
  await keyCard(page, kid).waitFor();
  return file ?? '';
}

/** Has the registry trust a key of this profile for every name; on the page of signing keys. */
export async function trustKey(page: Page, kid: string): Promise<void> {
  await keyCard(page, kid).getByRole('button', { name: 'Have it trusted…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Trust this key' }).click();
  await keyCard(page, kid).getByText('Trusted by the registry').waitFor();
}

/** Brings a backup into another profile. */
export async function importBackup(page: Page, file: string, passphrase: string): Promise<void> {
  await visit(page, '/keys/signing');
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a signing key' });
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Everything that the profile sends from now on, as text. */
export function recordRequests(context: BrowserContext): string[] {
  const sent: string[] = [];
  context.on('request', (request) => {
    sent.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`);
  });
  return sent;
}

/** Reads along where a key is made on this page: what must not be sent has to be known. */
export async function watchSeed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { exportKey } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.exportKey = async function (this: SubtleCrypto, ...args: [never, never]) {
      const bytes: ArrayBuffer | JsonWebKey = await exportKey.apply(this, args);
      const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
      if (bytes instanceof ArrayBuffer)
        sessionStorage.setItem('test.seed', [...new Uint8Array(bytes).slice(-32)].map(hex).join(''));
      return bytes as never;
    } as typeof exportKey;
  });
}

/** The seed that was seen, in the spellings in which it could be sent; throws when none was seen. */
export async function readSeedSpellings(page: Page): Promise<string[]> {
  const seed = Buffer.from((await page.evaluate(() => sessionStorage.getItem('test.seed'))) ?? '', 'hex');
  if (seed.length !== 32) throw new Error('no key was made on this page');
  return (['hex', 'base64', 'base64url'] as const).map((form) => seed.toString(form).slice(0, 42));
}
