// Puts the router's type into the client's build without anything of the server behind it: the context and meta types,
// which only the server needs, are erased, so that an outside project compiles against the packed client alone.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../../../apps/server/dist/router.d.ts', import.meta.url);
const target = new URL('../dist/app-router.d.ts', import.meta.url);

const text = readFileSync(source, 'utf8')
  .replace(/import\("\.\/context\.js"\)\.Context/g, 'object')
  .replace(/import\("\.\/trpc\.js"\)\.Meta/g, 'object');
const end = text.indexOf('export type AppRouter');
const router = text.slice(0, end).replace('export declare const appRouter', 'declare const appRouter');
if (end < 0 || /import\("\.|from '\.|from "\./.test(router)) {
  throw new Error('the router type still reaches into the server; see apps/server/dist/router.d.ts');
}
writeFileSync(target, `${router}/** The type of all procedures. */\nexport type AppRouter = typeof appRouter;\n`);
