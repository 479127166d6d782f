// What a copy of a built-in takes over of its metadata: everything but what says that it is a built-in, so that the copy is
// somebody's own and may be published.
import type { JsonObject } from '@action-registry/schema';

/** The module and tag of built-ins. */
const BUILTIN = 'builtin';

/** The metadata of a built-in without the marks of one. */
export function toOwnMetadata({ module, tags, ...rest }: JsonObject): JsonObject {
  const own = Array.isArray(tags) ? tags.filter((tag) => tag !== BUILTIN) : tags;
  return {
    ...rest,
    ...(module !== undefined && module !== BUILTIN && { module }),
    ...(own !== undefined && { tags: own }),
  };
}
