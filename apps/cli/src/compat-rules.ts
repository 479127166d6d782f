// How a registry's gate judges: what it says of itself, or what one does that says nothing, so that every comparison here asks
// what the registry would ask.
import type { Registry } from '@action-registry/client';
import type { CompatRules } from '@action-registry/schema';

/** What a registry does that says nothing of it. */
const USUAL: CompatRules = { policy: 'enforce', callers: 'declared_only' };

/** The rules of this registry; an older one does not tell them. */
export async function findCompatRules(registry: Registry): Promise<CompatRules> {
  const { compat }: { compat?: CompatRules } = await registry.call((trpc) => trpc.system.info.query());
  return compat ?? USUAL;
}
