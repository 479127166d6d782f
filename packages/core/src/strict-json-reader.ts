// The cursor that the parts of the strict reader share. It only moves forward, which keeps reading linear in the text.
import { StrictJsonError, type StrictJsonReason, toJsonPointer } from './strict-json-error.js';

/** Where reading stands: `path[d]` is the key or index being read in the container at depth `d + 1`. */
export type JsonReader = {
  readonly text: string;
  readonly maxDepth: number;
  readonly maxKeys: number;
  readonly path: (string | number | undefined)[];
  position: number;
  depth: number;
  keys: number;
};

/** Refuses the text at `offset`, naming the value being read. */
export function refuseJson(reader: JsonReader, reason: StrictJsonReason, offset: number): never {
  const steps = reader.path.slice(0, reader.depth).filter((step) => step !== undefined);
  throw new StrictJsonError(reason, { pointer: toJsonPointer(steps), offset, limit: limitOf(reader, reason) });
}

function limitOf({ maxDepth, maxKeys }: JsonReader, reason: StrictJsonReason): number | undefined {
  if (reason === 'too_deep') return maxDepth;
  return reason === 'too_many_keys' ? maxKeys : undefined;
}

/** Moves over JSON's four white-space characters and returns the code unit after them, NaN at the end of the text. */
export function skipSpace(reader: JsonReader): number {
  const { text } = reader;
  let at = reader.position;
  let code = text.charCodeAt(at);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
  reader.position = at;
  return code;
}
