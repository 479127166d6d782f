// Named sample inputs of a draft, kept in this browser: what a preview is looked at with. They are never sent.
import { isJsonObject, type JsonObject } from '@action-registry/schema';
import { useState } from 'react';

/** Sample inputs by name. */
export type Samples = Readonly<Record<string, JsonObject>>;

const PREFIX = 'action-registry.samples.';

/** The samples of a draft, and what changes them. */
export function useSamples(id: number): { samples: Samples; setSample: (name: string, values?: JsonObject) => void } {
  const [samples, setSamples] = useState<Samples>(() => readSamples(id));
  const setSample = (name: string, values?: JsonObject): void => {
    const { [name]: _gone, ...rest } = samples;
    const next = values === undefined ? rest : { ...rest, [name]: values };
    setSamples(next);
    try {
      localStorage.setItem(PREFIX + id, JSON.stringify(next));
    } catch {
      // Storage is full or blocked: the sample holds for this page.
    }
  };
  return { samples, setSample };
}

function readSamples(id: number): Samples {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + id) ?? '{}');
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(isNamedSample)) : {};
  } catch {
    return {};
  }
}

function isNamedSample(entry: [string, unknown]): entry is [string, JsonObject] {
  return isJsonObject(entry[1]);
}
