// How much is newer than what a list shows: counted from live events, shown as a pill, and taken in when it is asked for.
import type { LogEvent } from '@action-registry/schema';
import { useCallback, useState } from 'react';
import { useLiveEvents } from './live.js';
import { isOwnEvent } from './own-changes.js';
import { useSession } from './session.js';

/** Counts the things that others' events which are `isNews` tell of; `clear` when they are shown. */
export function useNews(isNews: (event: LogEvent) => boolean): { count: number; clear: () => void } {
  const [subjects, setSubjects] = useState<ReadonlySet<string>>(new Set());
  const { caller } = useSession();
  useLiveEvents((event) => {
    if (isNews(event) && !isOwnEvent(event, caller?.actor))
      setSubjects((known) => new Set(known).add(event.subject.split('@', 1)[0] ?? ''));
  });
  const clear = useCallback(() => setSubjects(new Set()), []);
  return { count: subjects.size, clear };
}
