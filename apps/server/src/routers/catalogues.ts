// Procedures of command catalogues.
import {
  Catalogue,
  CataloguePage,
  CatalogueUses,
  CheckCommands,
  CommandVerdict,
  GetCatalogue,
  LIMITS,
  ListCatalogues,
  ListCatalogueUses,
  PutCatalogue,
  PutCatalogueResult,
} from '@action-registry/schema';
import { listCatalogueUses } from '../services/catalogue-uses.js';
import { checkAgainstCatalogues, getCatalogue, listAllCatalogues } from '../services/catalogues.js';
import { putCatalogue } from '../services/put-catalogue.js';
import { callerProcedure, procedure, router } from '../trpc.js';

/** catalogues.* */
export const cataloguesRouter = router({
  list: procedure({ permission: 'read', rest: { method: 'GET', path: '/catalogues' } })
    .input(ListCatalogues)
    .output(CataloguePage)
    .query(({ ctx, input }) => listAllCatalogues(ctx, input)),
  get: procedure({ permission: 'read', rest: { method: 'GET', path: '/catalogues/{device_model}' } })
    .input(GetCatalogue)
    .output(Catalogue)
    .query(({ ctx, input }) => getCatalogue(ctx, input)),
  uses: procedure({ permission: 'read', rest: { method: 'GET', path: '/catalogues/{device_model}/uses' } })
    .input(ListCatalogueUses)
    .output(CatalogueUses)
    .query(({ ctx, input }) => listCatalogueUses(ctx, input)),
  check: procedure({ permission: 'read', rest: { method: 'POST', path: '/catalogues/check' } })
    .input(CheckCommands)
    .output(CommandVerdict)
    .query(({ ctx, input }) => checkAgainstCatalogues(ctx, input)),
  put: callerProcedure({
    permission: 'catalogues:write',
    rest: { method: 'POST', path: '/catalogues' },
    maxKeys: LIMITS.catalogueKeys,
  })
    .input(PutCatalogue)
    .output(PutCatalogueResult)
    .mutation(({ ctx, input }) => putCatalogue(ctx, input)),
});
