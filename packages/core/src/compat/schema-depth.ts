// Schemas that are nested deeper than any stack: they are found without recursion, before anything recurses into them.
import type { Json } from '@action-registry/schema';

const DEPTH_MAX = 400;

/** Whether arrays and objects are nested more than 400 levels deep. */
export function isTooDeep(schema: Json): boolean {
  const open: { value: Json; depth: number }[] = [{ value: schema, depth: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, depth } = place;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEPTH_MAX) return true;
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
  return false;
}
