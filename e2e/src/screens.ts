// A picture of every view of the editor, in both themes, on a screen and on a phone: `pnpm screens [FOLDER] [--only TEXT]`
// starts a registry with samples, and writes below the git-ignored folder `screens` unless another one is named.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRegistry } from '@action-registry/client';
import type { Browser } from 'playwright-core';
import { launchBrowser, openEditor, signIn, visit } from './browser.js';
import { ADDRESSES, LOOKS } from './editor-addresses.js';
import { startTestRegistry } from './harness.js';
import { ROOT } from './process.js';
import { publishSamples } from './sample-actions.js';
import { putSampleCatalogues } from './sample-catalogues.js';

type Shoot = { url: string; adminKey: string; folder: string; addresses: readonly string[] };

/** Every address in one look, as PNG files named for both. */
async function shoot(browser: Browser, look: (typeof LOOKS)[number], { url, adminKey, folder, addresses }: Shoot) {
  const editor = await openEditor(browser, url, look);
  await signIn(editor.context, adminKey);
  const page = editor.context.pages()[0] ?? (await editor.newPage());
  for (const address of addresses) {
    await visit(page, address);
    const name = address.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '');
    await page.screenshot({ path: path.join(folder, `${name}.${look.theme}.${look.width}.png`) });
  }
  await editor.close();
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
  const folder = path.resolve(positionals[0] ?? path.join(ROOT, 'screens'));
  await mkdir(folder, { recursive: true });
  const [registry, browser] = await Promise.all([startTestRegistry(), launchBrowser()]);
  try {
    const { url, adminKey } = registry;
    const client = createRegistry({ url, apiKey: adminKey });
    await publishSamples(client);
    await putSampleCatalogues(client);
    const { action } = await client.trpc.definitions.clone.mutate({ reference: 'notes.summary@1.2.0' });
    const addresses = Object.values(ADDRESSES)
      .flat()
      .map((address) => address.replace('$id', String(action.id)))
      .filter((address) => address.includes(values.only ?? ''));
    for (const look of LOOKS) await shoot(browser, look, { url, adminKey, folder, addresses });
    process.stdout.write(`${addresses.length * LOOKS.length} pictures in ${folder}\n`);
  } finally {
    await browser.close();
    await registry.stop();
  }
}

await main();
