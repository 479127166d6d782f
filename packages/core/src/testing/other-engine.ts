// This package as browsers get it: bundled without Node's condition, so that noble stands behind `#ed25519` and `#sha256`.
// Tests run over both, because both must answer alike.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as node from '../index.js';

/** The public surface of the package; keys imported by one engine's package are foreign to the other's. */
export type Core = typeof node;

/** The package over Node's engine and the package over noble, each with its name. */
export async function loadEngines(): Promise<['node' | 'noble', Core][]> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('../index.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['@action-registry/source'],
  });
  const code = Buffer.from(bundle.outputFiles[0]?.contents ?? []).toString('base64');
  const noble = (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as Core;
  return [
    ['node', node],
    ['noble', noble],
  ];
}
