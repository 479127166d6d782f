// How much is newer than what a list shows: counted from live events, shown as a pill, and taken in when it is asked for.
import type { LogEvent } from '@action-registry/schema';
import { useCallback, useState } from 'react';
import { useLiveEvents } from './live.js';
import { isOwnEvent } from './own-changes.js';
import { useSession } from './session.js';

const toAction = ({ subject }: LogEvent): string => subject.split('@', 1)[0] ?? '';

/**
 * Counts the things that others' events which are `isNews` tell of; `clear` when they are shown. With `each` every event is
 * a thing of its own, also of those that this page made.
 */
export function useNews(isNews: (event: LogEvent) => boolean, each = false): { count: number; clear: () => void } {
  const [subjects, setSubjects] = useState<ReadonlySet<string>>(new Set());
  const { caller } = useSession();
  useLiveEvents((event) => {
    if (isNews(event) && (each || !isOwnEvent(event, caller?.actor)))
      setSubjects((known) => new Set(known).add(each ? String(event.index) : toAction(event)));
  });
  const clear = useCallback(() => setSubjects(new Set()), []);
  return { count: subjects.size, clear };
}
