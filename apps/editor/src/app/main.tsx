// The editor's entry: settles what must be settled before anything else runs, then mounts the app into the page.
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/components.css';
import { startLive } from '../lib/live.js';
import { startPreferences } from '../lib/preferences.js';
import { createQueries } from '../lib/queries.js';
import { createApiClient, TRPCProvider } from '../lib/trpc.js';
import { createAppRouter } from './router.js';
import { startShortcuts } from './shortcuts.js';

function start(place: Element): void {
  forbidCompiledSchemas();
  startPreferences();
  startShortcuts();
  const client = createApiClient();
  const queries = createQueries();
  const router = createAppRouter();
  startLive(client);
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <TRPCProvider trpcClient={client} queryClient={queries}>
          <RouterProvider router={router} />
        </TRPCProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/**
 * What `z.config({ jitless: true })` does, before zod is here: its chunk is fetched later, and a schema that is compiled needs
 * `eval`, which the Content-Security-Policy refuses.
 */
function forbidCompiledSchemas(): void {
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}

const place = document.querySelector('#root');
if (place !== null) start(place);
