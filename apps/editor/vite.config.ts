// Builds the editor for `/app/`, where the registry serves it; in development Vite serves it and passes calls on.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const REGISTRY = 'http://localhost:8000';

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  resolve: { conditions: ['module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '^/(?!app/)': { target: REGISTRY } } },
});
