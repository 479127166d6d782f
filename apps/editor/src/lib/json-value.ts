// Reading a place of a JSON value, tolerantly: what is not there is undefined, whatever stands around it.
import { isJsonObject, type Json } from '@action-registry/schema';

/** The value at the steps of a pointer, undefined where there is none. */
export function valueAt(value: Json | undefined, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }, value);
}
