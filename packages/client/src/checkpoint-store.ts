// Where a client keeps the last checkpoint of a registry's log that it accepted. Forgetting it means that an older or another
// log can be shown again, so it belongs where it outlives the process.

/** One remembered checkpoint (a C2SP note, word for word). */
export type CheckpointStore = {
  /** The note that stands; undefined where none was accepted yet. */
  read(): Promise<string | undefined>;
  /** Puts `next` in the place of `expected`; false, with nothing changed, where another note stands by now. */
  replace(expected: string | undefined, next: string): Promise<boolean>;
};

/** A store that lasts as long as its process. */
export function createMemoryStore(): CheckpointStore {
  let standing: string | undefined;
  return {
    read: async () => standing,
    replace: async (expected, next) => {
      if (standing !== expected) return false;
      standing = next;
      return true;
    },
  };
}
