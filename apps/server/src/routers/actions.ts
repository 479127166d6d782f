// Procedures of actions: finding them, and one with its versions.
import { Action, ActionPage, GetAction, ListActions, SearchActions } from '@action-registry/schema';
import { getActionPage, listActions, searchActions } from '../services/actions.js';
import { procedure, router } from '../trpc.js';

/** actions.* */
export const actionsRouter = router({
  search: procedure({ permission: 'read', rest: { method: 'GET', path: '/actions' } })
    .input(SearchActions)
    .output(ActionPage)
    .query(({ ctx, input }) => searchActions(ctx, input)),
  list: procedure({ permission: 'read' })
    .input(ListActions)
    .output(ActionPage)
    .query(({ ctx, input }) => listActions(ctx, input)),
  get: procedure({ permission: 'read', rest: { method: 'GET', path: '/actions/{name}' } })
    .input(GetAction)
    .output(Action)
    .query(({ ctx, input }) => getActionPage(ctx, input)),
});
