// The tRPC door: queries by GET or, when they are long, by POST; batches up to a limit; the context of the request.
import { LIMITS } from '@action-registry/schema';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Context } from '../context.js';
import { appRouter } from '../router.js';

/** Where the door is. */
export const TRPC_PATH = '/trpc';

/** Answers a tRPC request. */
export function answerTrpc(request: Request, ctx: Context): Promise<Response> {
  ctx.answer.route = TRPC_PATH;
  return fetchRequestHandler({
    endpoint: TRPC_PATH,
    req: request,
    router: appRouter,
    createContext: () => ctx,
    maxBatchSize: LIMITS.batchCalls,
    // A query of 200 references does not fit into a URL.
    allowMethodOverride: true,
  });
}
