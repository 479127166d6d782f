// What every part of the draft editor shares: the session, what is wrong, whether one may write, and the way to a place.

import type { Kind } from '@action-registry/schema';
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { SaveState } from '../../lib/autosave.js';
import type { DeviceCatalogues } from '../../lib/device-catalogues.js';
import type { DraftState } from '../../lib/draft-document.js';
import { type Problem, toProblems } from '../../lib/problems.js';
import type { ProblemRules } from '../../lib/rules-loader.js';
import type { DraftFacts, DraftSession } from './draft-session.js';

/** The editor's shared facts. */
export type EditorFacts = {
  session: DraftSession;
  kind: Kind;
  /** The rules that problems are found by, undefined while they are on their way, null when they could not be fetched. */
  rules: ProblemRules | null | undefined;
  problems: readonly Problem[];
  /** Why nothing can be changed; undefined when it can. */
  readOnlyReason: string | undefined;
  /** Somebody tried to publish: what is missing for that is shown too. */
  isPublishTried: boolean;
  defaultModel: string;
  /** Moves the focus to a place: its field in the form, else its text. */
  goTo: (place: { path: string; range?: { from: number; to: number } }) => void;
};

const Context = createContext<EditorFacts | undefined>(undefined);

/** Provides the facts. */
export const EditorProvider = Context.Provider;

/** The facts; throws outside of the editor. */
export function useEditor(): EditorFacts {
  const facts = useContext(Context);
  if (facts === undefined) throw new Error('used outside of the draft editor');
  return facts;
}

/** The draft's text and value, followed. */
export function useDraft(): DraftState {
  return useDraftOf(useEditor().session);
}

/** The text and value of a session's draft, followed. */
function useDraftOf({ document }: DraftSession): DraftState {
  return useSyncExternalStore(document.subscribe, document.get);
}

/** What the registry has of a draft, followed. */
export function useFactsOf({ facts }: DraftSession): DraftFacts {
  return useSyncExternalStore(facts.subscribe, facts.get);
}

/** Where saving stands, followed. */
export function useSaveState({ autosave }: DraftSession): SaveState {
  return useSyncExternalStore(autosave.subscribe, autosave.get);
}

/** The rules that a session's problems are found by, followed. */
export function useRulesOf({ rules }: DraftSession): EditorFacts['rules'] {
  return useSyncExternalStore(rules.subscribe, rules.get);
}

const none = { get: () => undefined, subscribe: () => () => undefined };

/** The catalogues that a device is checked against, followed; undefined for other kinds and while they are on their way. */
export function useCataloguesOf({ catalogues }: Pick<DraftSession, 'catalogues'>) {
  const { subscribe, get } = catalogues ?? none;
  return useSyncExternalStore<DeviceCatalogues | null | undefined>(subscribe, get);
}

const EXAMPLES_MS = 300;

/** Everything that is wrong, examples included; those are looked at a moment after typing. */
export function useProblems(session: DraftSession, rules: EditorFacts['rules']): readonly Problem[] {
  const state = useDraftOf(session);
  const facts = useFactsOf(session);
  const catalogues = useCataloguesOf(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows from the text, the registry's notes and the rules
  const own = useMemo(() => session.problems(), [session, state, facts.notes, rules, catalogues]);
  const [examples, setExamples] = useState<{ of: DraftState; problems: Problem[] } | undefined>();
  useEffect(() => {
    const { tree, value } = state;
    if (tree === undefined || value.examples === undefined || rules == null) return setExamples(undefined);
    const timer = setTimeout(() => {
      setExamples({ of: state, problems: toProblems({ tree }, rules.findExampleProblems({ value, tree })) });
    }, EXAMPLES_MS);
    return () => clearTimeout(timer);
  }, [state, rules]);
  return useMemo(() => (examples?.of === state ? [...own, ...examples.problems] : own), [own, examples, state]);
}
