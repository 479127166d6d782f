// Builds the editor for `/app/`, where the registry serves it; in development Vite serves it and passes calls on.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const REGISTRY = 'http://localhost:8000';

/**
 * What most views share is one file and not twenty: fewer requests, and less to fetch, because files are compressed one by
 * one. `minShareCount` is in how many chunks a module would stand otherwise.
 */
const SHARED = [
  {
    name: 'vendor',
    test: /node_modules.*(?:react|react-dom|scheduler|@tanstack|@trpc)[\\/]/,
    minShareCount: 2,
    priority: 4,
  },
  { name: 'base', test: /src[\\/](?:components|lib)[\\/]/, minShareCount: 11, priority: 3 },
  {
    name: 'list',
    test: /src[\\/](?:components[\\/](?:chip|facet-menu|grid|kind|pill|result-count|search-box)|lib[\\/](?:operators|news|messages[\\/](?:library|grid)))/,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: 'drafts',
    // What edits a draft's text is no part of it: the action page would fetch that with what it needs.
    test: /src[\\/]lib[\\/](?:json-same|text-marks)|fastest-levenshtein/,
    minShareCount: 2,
    priority: 1,
  },
];

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  resolve: { conditions: ['module', 'browser', 'development|production'] },
  build: {
    // Sizes are held against budgets by scripts/check-editor-size.ts.
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One file of styles: smaller than the sum of its parts, which are compressed one by one, and no view comes unstyled.
    cssCodeSplit: false,
    rolldownOptions: { output: { codeSplitting: { groups: SHARED } } },
  },
  server: { proxy: { '^/(?!app/)': { target: REGISTRY } } },
});
