#!/usr/bin/env node
// Starts the built server, or its doctor. Committed as plain JavaScript because package managers link a bin only when its
// file exists.
import { existsSync } from 'node:fs';

const entry = new URL('../dist/main.js', import.meta.url);
if (existsSync(entry)) {
  await import(entry.href);
} else {
  process.stderr.write('The server is not built yet. Run `npm start` or `npm run build` in the project root first.\n');
  process.exitCode = 1;
}
