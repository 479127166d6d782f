// One draft being edited: its text, what the registry has of it, when it is saved, and what is kept in this browser until
// then. Lives as long as the page is open, also while its address changes from a built-in to the clone that a save made.
import type { Definition } from '@action-registry/schema';
import { type Autosave, createAutosave } from '../../lib/autosave.js';
import type { CatalogueLoader } from '../../lib/catalogue-loader.js';
import { createDraftDocument, type DraftDocument } from '../../lib/draft-document.js';
import { contentOf, orderOf, type SaveFields, toDraftText, toSaveFields } from '../../lib/draft-document-fields.js';
import type { CallError } from '../../lib/errors.js';
import { currentTab, openJournal } from '../../lib/journal.js';
import { isSameJson } from '../../lib/json-same.js';
import { countErrors, findProblems, type Problem, type ProblemOptions, type ServerNote } from '../../lib/problems.js';
import { createRulesLoader, type RulesLoader } from '../../lib/rules-loader.js';
import { createStore, type Store } from '../../lib/store.js';
import type { ApiClient } from '../../lib/trpc.js';
import { createDeviceCheck, type DeviceCheck } from './device-check.js';
import { type Conflict, saveDraft } from './save-draft.js';

/** What is known of a draft beside its text. */
export type DraftFacts = {
  definition: Definition;
  notes: readonly ServerNote[];
  conflict: Conflict | undefined;
  error: CallError | undefined;
  savedAt: Date | undefined;
};

/** A draft being edited. */
export type DraftSession = {
  document: DraftDocument;
  autosave: Autosave;
  facts: Pick<Store<DraftFacts>, 'get' | 'subscribe'>;
  /** The rules that `problems` goes by: on their way when the session begins. */
  rules: RulesLoader;
  /** What the commands of a device are checked against; undefined for other kinds. */
  catalogues: CatalogueLoader | undefined;
  /** What is wrong with the text as it stands, as far as the rules are here. */
  problems: () => Problem[];
  /** Resolves a conflict: what is here is saved over what somebody else saved. */
  keepMine: () => Promise<void>;
  /** Resolves a conflict: their text comes here, as a step that can be undone. */
  takeTheirs: () => void;
  /** The registry's newer text, where nothing was typed here. */
  refresh: (definition: Definition) => void;
  /** Keeps what is typed in this browser now. */
  keep: () => Promise<void>;
  stop: () => void;
};

/** What a session needs from outside. */
export type SessionOptions = {
  client: ApiClient;
  definition: Definition;
  defaultModel: string;
  user: string;
  /** A save answered; `isNew`: it made a clone of a built-in. */
  onSaved: (definition: Definition, isNew: boolean) => void;
};

/** Begins to edit a definition. */
export function createDraftSession(options: SessionOptions): DraftSession {
  const { client, definition, defaultModel } = options;
  const document = createDraftDocument(toDraftText(contentOf(definition)), { order: orderOf(definition.kind) });
  const facts = createStore<DraftFacts>({
    definition,
    notes: [],
    conflict: undefined,
    error: undefined,
    savedAt: undefined,
  });
  const set = (change: Partial<DraftFacts>): void => facts.set({ ...facts.get(), ...change });
  const rules = createRulesLoader();
  void rules.load();
  const device = definition.kind === 'device' ? createDeviceCheck(client, document) : undefined;
  const problems = memoProblems({ document, facts, rules, device }, { kind: definition.kind, defaultModel });
  const saving = createSaving({ options, document, facts, set });
  const { isChanged, save, keep } = saving;
  const autosave = createAutosave({
    isChanged,
    isSavable: () => countErrors(problems()) === 0,
    ready: async () => void (await Promise.all([rules.load(), device?.ready()])),
    save,
  });
  const stopChecking = device?.follow(() => {
    // What was refused before may be right now.
    set({ notes: facts.get().notes.filter(({ weight }) => weight !== 'error') });
    autosave.touch();
  });
  const stopFollowing = document.subscribe(() => {
    void keep();
    autosave.touch();
  });
  const takeOver = (theirs: Definition): void => {
    set({ definition: theirs, conflict: undefined, notes: [], error: undefined });
    const text = toDraftText(contentOf(theirs));
    saving.setStored(text);
    document.replace(text);
    autosave.reset();
  };
  return {
    ...{ document, autosave, facts, rules, problems, keep, catalogues: device?.catalogues },
    keepMine: async () => {
      const { conflict } = facts.get();
      if (conflict === undefined) return;
      set({ definition: conflict.theirs, conflict: undefined });
      await autosave.settle();
    },
    takeTheirs: () => {
      const { conflict } = facts.get();
      if (conflict !== undefined) takeOver(conflict.theirs);
    },
    refresh: (newer) => {
      const { definition: known } = facts.get();
      if (newer.id === known.id && newer.revision > known.revision && !isChanged()) takeOver(newer);
    },
    stop: () => {
      stopFollowing();
      stopChecking?.();
      autosave.stop();
    },
  };
}

type SavingOptions = {
  options: SessionOptions;
  document: DraftDocument;
  facts: Store<DraftFacts>;
  set: (change: Partial<DraftFacts>) => void;
};

/** What the registry has, what differs from it here, and what is kept in this browser until it is sent. */
function createSaving({ options, document, facts, set }: SavingOptions) {
  const { client, definition, user } = options;
  const journalOf = ({ id }: Definition) => openJournal({ user, draft: String(id), tab: currentTab() });
  let stored: SaveFields = toSaveFields(document.get().value);
  let journal = journalOf(definition);
  const isChanged = (): boolean => {
    const { problem, value } = document.get();
    return problem !== undefined || !isSameJson(toSaveFields(value), stored);
  };
  const keep = (): Promise<void> =>
    isChanged() ? journal.keep(document.get().text, facts.get().definition.revision) : journal.clear();
  const onCloned = (clone: Definition): void => {
    // What was kept for the built-in is kept for the clone with the next change.
    void journal.clear();
    journal = journalOf(clone);
    set({ definition: clone });
    options.onSaved(clone, true);
  };
  const save = async () => {
    const fields = toSaveFields(document.get().value);
    const base = facts.get().definition;
    const { outcome, notes, conflict, error, ...result } = await saveDraft({ client, base, fields }, onCloned);
    if (outcome === 'saved') stored = fields;
    set({ notes, conflict, error, ...(outcome === 'saved' && { savedAt: new Date() }) });
    if (result.stored !== undefined) {
      set({ definition: result.stored });
      options.onSaved(result.stored, false);
    }
    await keep();
    return outcome;
  };
  const setStored = (text: string): void => {
    stored = toSaveFields(JSON.parse(text));
  };
  return { isChanged, keep, save, setStored };
}

type Judged = {
  document: DraftDocument;
  facts: Store<DraftFacts>;
  rules: RulesLoader;
  device: DeviceCheck | undefined;
};

/** Finds the problems once for each state of the text, of what the registry said, of the rules and of the catalogues. */
function memoProblems({ document, facts, rules, device }: Judged, of: Pick<ProblemOptions, 'kind' | 'defaultModel'>) {
  let last: { asked: readonly unknown[]; problems: Problem[] } | undefined;
  return (): Problem[] => {
    const state = document.get();
    const { notes } = facts.get();
    const known = rules.get() ?? undefined;
    const catalogues = device?.current();
    const asked = [state, notes, known, catalogues];
    if (last === undefined || last.asked.some((each, index) => each !== asked[index]))
      last = { asked, problems: findProblems(state, { ...of, notes, rules: known, catalogues }) };
    return last.problems;
  };
}
