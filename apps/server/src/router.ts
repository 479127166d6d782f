// The router: every procedure by name. Its type is what clients compile against.
import { actionsRouter } from './routers/actions.js';
import { apiKeysRouter } from './routers/api-keys.js';
import { cataloguesRouter } from './routers/catalogues.js';
import { channelsRouter } from './routers/channels.js';
import { definitionsRouter } from './routers/definitions.js';
import { keysRouter } from './routers/keys.js';
import { eventsRouter, logRouter } from './routers/log.js';
import { releasesRouter } from './routers/releases.js';
import { sessionsRouter } from './routers/sessions.js';
import { systemRouter } from './routers/system.js';
import { workspacesRouter } from './routers/workspaces.js';
import { createCallerFactory, router } from './trpc.js';

/** All procedures. */
export const appRouter = router({
  definitions: definitionsRouter,
  actions: actionsRouter,
  releases: releasesRouter,
  channels: channelsRouter,
  keys: keysRouter,
  workspaces: workspacesRouter,
  apiKeys: apiKeysRouter,
  catalogues: cataloguesRouter,
  log: logRouter,
  events: eventsRouter,
  sessions: sessionsRouter,
  system: systemRouter,
});

/** The type of all procedures. */
export type AppRouter = typeof appRouter;

/** Calls procedures in this process, for the other doors. */
export const createCaller = createCallerFactory(appRouter);
