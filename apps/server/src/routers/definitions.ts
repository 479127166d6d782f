// Procedures of definitions.
import {
  ActionName,
  CloneDefinition,
  CreateDefinition,
  Definition,
  DefinitionDocument,
  DefinitionId,
  DefinitionPage,
  JsonRecord,
  ListDefinitions,
  SavedDefinition,
  Timestamp,
  UpdateDefinition,
  Version,
  Warning,
} from '@action-registry/schema';
import { z } from 'zod';
import { cloneDefinition } from '../services/clone-definition.js';
import {
  createDefinition,
  deleteDefinition,
  getDefinition,
  restoreDefinition,
  updateDefinition,
} from '../services/definitions.js';
import { getDefinitionDocument, listDefinitions, validateDefinition } from '../services/list-definitions.js';
import { callerProcedure, router } from '../trpc.js';

const ById = z.strictObject({ id: DefinitionId });
const BASE = '/api/actions';

/** definitions.* */
export const definitionsRouter = router({
  list: callerProcedure({ permission: 'definitions:read', rest: { method: 'GET', path: BASE, wrap: 'actions' } })
    .input(ListDefinitions)
    .output(DefinitionPage)
    .query(({ ctx, input }) => listDefinitions(ctx, input)),
  get: callerProcedure({
    permission: 'definitions:read',
    rest: { method: 'GET', path: `${BASE}/{id}`, wrap: 'action' },
  })
    .input(ById)
    .output(Definition)
    .query(({ ctx, input }) => getDefinition(ctx, input)),
  create: callerProcedure({
    permission: 'definitions:write',
    rest: { method: 'POST', path: BASE, wrap: 'saved', status: 201 },
  })
    .input(CreateDefinition)
    .output(SavedDefinition)
    .mutation(({ ctx, input }) => createDefinition(ctx, input)),
  update: callerProcedure({
    permission: 'definitions:write',
    rest: { method: 'PUT', path: `${BASE}/{id}`, wrap: 'saved' },
  })
    .input(UpdateDefinition)
    .output(SavedDefinition)
    .mutation(({ ctx, input }) => updateDefinition(ctx, input)),
  delete: callerProcedure({
    permission: 'definitions:write',
    rest: { method: 'DELETE', path: `${BASE}/{id}`, wrap: 'ok' },
  })
    .input(ById)
    .output(z.object({ id: DefinitionId, deleted_at: Timestamp }))
    .mutation(({ ctx, input }) => deleteDefinition(ctx, input)),
  restore: callerProcedure({
    permission: 'definitions:write',
    rest: { method: 'POST', path: `${BASE}/{id}/restore`, wrap: 'action' },
  })
    .input(ById)
    .output(Definition)
    .mutation(({ ctx, input }) => restoreDefinition(ctx, input)),
  clone: callerProcedure({
    permission: 'definitions:write',
    rest: { method: 'POST', path: `${BASE}/{id}/clone`, wrap: 'saved', status: 201 },
  })
    .input(CloneDefinition)
    .output(SavedDefinition)
    .mutation(({ ctx, input }) => cloneDefinition(ctx, input)),
  validate: callerProcedure({ permission: 'definitions:read', rest: { method: 'POST', path: `${BASE}/validate` } })
    .input(CreateDefinition)
    .output(z.object({ valid: z.literal(true), spec: JsonRecord, warnings: z.array(Warning) }))
    .mutation(({ ctx, input }) => validateDefinition(ctx, input)),
  documentOf: callerProcedure({
    permission: 'definitions:read',
    rest: { method: 'GET', path: `${BASE}/{id}/document` },
  })
    .input(z.strictObject({ id: DefinitionId, version: Version, name: ActionName.optional() }))
    .output(DefinitionDocument)
    .query(({ ctx, input }) => getDefinitionDocument(ctx, input)),
});
