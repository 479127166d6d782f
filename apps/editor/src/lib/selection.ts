// Which rows of a list are selected, by key, so that they stay selected while rows move.
import { useCallback, useMemo, useState } from 'react';

/** A selection of rows whose keys are known once they are loaded. */
export type Selection = {
  keys: readonly string[];
  count: number;
  has: (index: number) => boolean;
  toggle: (index: number) => void;
  range: (from: number, to: number) => void;
  all: () => void;
  clear: () => void;
};

/** An empty selection over `count` rows. */
export function useSelection(keyOf: (index: number) => string | undefined, count: number): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const clear = useCallback(() => setKeys(new Set()), []);
  const add = (indexes: readonly number[]): void => {
    const added = indexes.map(keyOf).filter((key) => key !== undefined);
    setKeys(new Set([...keys, ...added]));
  };
  const list = useMemo(() => [...keys], [keys]);
  return {
    keys: list,
    count: keys.size,
    has: (index) => {
      const key = keyOf(index);
      return key !== undefined && keys.has(key);
    },
    toggle: (index) => {
      const key = keyOf(index);
      if (key === undefined) return;
      if (keys.has(key)) setKeys(new Set(list.filter((each) => each !== key)));
      else add([index]);
    },
    range: (from, to) => add(indexesBetween(from, to)),
    all: () => add(indexesBetween(0, count - 1)),
    clear,
  };
}

function indexesBetween(from: number, to: number): number[] {
  const start = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, offset) => start + offset);
}
