// The whole package in a real browser: bundled without a node: import, and giving the same answers as here.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import golden from '../vectors/own_golden_release.json' with { type: 'json' };
import { canonicalize, createTrust, digestOf, parseHex, signRelease, strictRead, verifyRelease } from './index.js';

const executablePath = process.env.CHROMIUM_PATH;
/** In CI a missing browser fails the test instead of skipping it. */
const isExpected = executablePath !== undefined || Boolean(process.env.CI);
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const DOCUMENT = '{"kind":"tool","name":"files.move","spec":{},"version":"1.0.0","zero":0}';

/** Everything that a verifier does, on the golden key; runs here and in the page. */
function walk(
  core: Record<string, (...args: never[]) => unknown>,
  text: string,
  seedHex: string,
  publicKey: string,
): unknown {
  const call = (name: string, ...args: unknown[]): unknown => core[name]?.(...(args as never[]));
  const seed = call('parseHex', seedHex);
  const digest = call('digestOf', text);
  const facts = { name: 'files.move', version: '1.0.0', digest };
  const signatures = [{ kid: 'k', sig: call('signRelease', facts, seed), log_index: 0 }];
  const trust = call('createTrust', [{ kid: 'k', public_key: publicKey }]);
  const now = { now: new Date(0) };
  const verify = (document: string): unknown =>
    call('verifyRelease', { ...facts, document, claimedHash: digest, signatures }, trust, now);
  return JSON.parse(
    JSON.stringify([
      digest,
      signatures,
      call('canonicalize', call('strictRead', text)),
      verify(text),
      verify(text.replace('tool', 'tooI')),
    ]),
  );
}

describe.skipIf(!isExpected)('core in a browser (CHROMIUM_PATH)', () => {
  test('bundles without node: and agrees with Node about digest, signature and verdicts', async () => {
    const bundle = await build({
      entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'core',
      platform: 'browser',
      conditions: ['@action-registry/source'],
    });
    const script = bundle.outputFiles[0]?.text ?? '';
    expect(script).not.toMatch(/require\("node:|from "node:/);
    const [key] = golden.trusted_keys;
    const args = [DOCUMENT, golden.seed_hex, key?.public_key ?? ''] as const;
    const browser = await chromium.launch({ args: ARGS, ...(executablePath && { executablePath }) });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      const there = await page.evaluate(
        `(${walk.toString()})(core, ${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
      );
      const core = { canonicalize, createTrust, digestOf, parseHex, signRelease, strictRead, verifyRelease };
      const here = walk(core, ...args);
      expect(there).toEqual(here);
      const [digest, , canonical, good, tampered] = here as unknown[];
      expect([digest, canonical]).toEqual([digestOf(DOCUMENT), DOCUMENT]);
      expect([good, tampered]).toMatchObject([{ verified: true }, { verified: false, verify_code: 'digest_mismatch' }]);
    } finally {
      await browser.close();
    }
  });
});
