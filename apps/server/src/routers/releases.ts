// Procedures of releases.
import {
  CompareReleases,
  DeprecateRelease,
  GetRelease,
  ModeratedRelease,
  PublishedRelease,
  PublishRelease,
  Release,
  ReleaseComparison,
  ReleaseRef,
  ReleaseVerdict,
  ResignRelease,
  ResolveReferences,
  ResolveResults,
  YankRelease,
} from '@action-registry/schema';
import { compareReleases } from '../services/compare-releases.js';
import { getRelease, verifyStoredRelease } from '../services/get-release.js';
import { deprecateRelease, undeprecateRelease, unyankRelease, yankRelease } from '../services/moderate-release.js';
import { publishRelease } from '../services/publish-release.js';
import { resignRelease } from '../services/resign-release.js';
import { resolveReferences } from '../services/resolve-references.js';
import { callerProcedure, procedure, router } from '../trpc.js';

const ONE = '/actions/{name}/versions/{version}';
const moderate = (verb: string) =>
  callerProcedure({ permission: 'releases:moderate', rest: { method: 'POST', path: `${ONE}/${verb}` } });

/** releases.* */
export const releasesRouter = router({
  publish: callerProcedure({
    permission: 'releases:publish',
    limit: 'publishes',
    rest: { method: 'POST', path: '/actions/{name}/versions', status: 'created' },
  })
    .input(PublishRelease)
    .output(PublishedRelease)
    .mutation(({ ctx, input }) => publishRelease(ctx, input)),
  get: procedure({ permission: 'read', rest: { method: 'GET', path: ONE } })
    .input(GetRelease)
    .output(Release)
    .query(({ ctx, input }) => getRelease(ctx, input)),
  verify: procedure({ permission: 'read', rest: { method: 'GET', path: `${ONE}/verify` } })
    .input(GetRelease.omit({ fresh: true }))
    .output(ReleaseVerdict)
    .query(({ ctx, input }) => verifyStoredRelease(ctx, input)),
  compare: procedure({ permission: 'read', rest: { method: 'GET', path: '/actions/{name}/compare' } })
    .input(CompareReleases)
    .output(ReleaseComparison)
    .query(({ ctx, input }) => compareReleases(ctx, input)),
  resolve: procedure({ permission: 'read', rest: { method: 'POST', path: '/resolve' } })
    .input(ResolveReferences)
    .output(ResolveResults)
    .query(({ ctx, input }) => resolveReferences(ctx, input)),
  resign: callerProcedure({
    permission: 'releases:publish',
    limit: 'publishes',
    rest: { method: 'POST', path: `${ONE}/resign` },
  })
    .input(ResignRelease)
    .output(PublishedRelease)
    .mutation(({ ctx, input }) => resignRelease(ctx, input)),
  deprecate: moderate('deprecate')
    .input(DeprecateRelease)
    .output(ModeratedRelease)
    .mutation(({ ctx, input }) => deprecateRelease(ctx, input)),
  undeprecate: moderate('undeprecate')
    .input(ReleaseRef)
    .output(ModeratedRelease)
    .mutation(({ ctx, input }) => undeprecateRelease(ctx, input)),
  yank: moderate('yank')
    .input(YankRelease)
    .output(ModeratedRelease)
    .mutation(({ ctx, input }) => yankRelease(ctx, input)),
  unyank: moderate('unyank')
    .input(ReleaseRef)
    .output(ModeratedRelease)
    .mutation(({ ctx, input }) => unyankRelease(ctx, input)),
});
