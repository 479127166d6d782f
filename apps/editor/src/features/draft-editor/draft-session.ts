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
import { type CopyOrigin, toFrom } from './make-draft.js';
import { type Conflict, saveDraft } from './save-draft.js';

/** What is known of a draft beside its text. */
export type DraftFacts = {
  definition: Definition;
  notes: readonly ServerNote[];
  conflict: Conflict | undefined;
  error: CallError | undefined;
  savedAt: Date | undefined;
  /** What the first save makes a draft of; undefined once there is a draft of ours. */
  origin: CopyOrigin | undefined;
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
  /** What was kept in this browser is looked for under this name: the draft's that the session began with. */
  beganAs: string;
  /** The draft's name now. */
  name: () => string;
  /** True while nothing was typed into what is no draft of ours yet: nothing of it is saved unasked. */
  isUntouched: () => boolean;
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
  /** What the first save makes the draft of, where the registry has none. */
  origin: CopyOrigin | undefined;
  defaultModel: string;
  user: string;
  /** A save answered; `isNew`: it made a draft. */
  onSaved: (definition: Definition, isNew: boolean) => void;
};

type Known = Pick<DraftFacts, 'definition' | 'origin'>;

/** True while the registry has nothing of a draft: no built-in either. */
export function isUnmade({ definition, origin }: Known): boolean {
  return origin !== undefined && !definition.readonly;
}

/** What the work on a definition is kept under: its id, or what it is to be made of. */
export function draftNameOf({ definition, origin }: Known): string {
  return origin === undefined || definition.readonly ? String(definition.id) : `from ${toFrom(origin)}`;
}

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
    origin: definition.readonly ? { type: 'definition', id: definition.id } : options.origin,
  });
  const beganAs = draftNameOf(facts.get());
  const set = (change: Partial<DraftFacts>): void => facts.set({ ...facts.get(), ...change });
  const rules = createRulesLoader();
  void rules.load();
  const device = definition.kind === 'device' ? createDeviceCheck(client, document) : undefined;
  const problems = memoProblems({ document, facts, rules, device }, { kind: definition.kind, defaultModel });
  const saving = createSaving({ options, document, facts, set });
  const { isChanged, isUntouched, save, keep } = saving;
  const autosave = createAutosave({
    isChanged,
    isSavable: () => countErrors(problems()) === 0,
    ready: async () => void (await Promise.all([rules.load(), device?.ready()])),
    save,
  });
  const stopChecking = device?.follow(() => {
    // What was refused before may be right now.
    set({ notes: facts.get().notes.filter(({ weight }) => weight !== 'error') });
    if (isUntouched()) autosave.look();
    else autosave.touch();
  });
  if (isChanged()) {
    autosave.look();
    void rules.load().then(autosave.look);
  }
  const stopFollowing = document.subscribe(() => {
    void keep();
    autosave.touch();
  });
  return {
    ...{ document, autosave, facts, rules, problems, keep, catalogues: device?.catalogues },
    ...{ isUntouched, beganAs, name: () => draftNameOf(facts.get()) },
    ...createSettling({ document, facts, set, saving, autosave }),
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

type Settled = Pick<SavingOptions, 'document' | 'facts' | 'set'> & {
  saving: ReturnType<typeof createSaving>;
  autosave: Autosave;
};

/** What is done where the registry has another text than the one that was written on. */
function createSettling({ document, facts, set, saving, autosave }: Settled) {
  const takeOver = (theirs: Definition): void => {
    set({ definition: theirs, conflict: undefined, notes: [], error: undefined });
    const text = toDraftText(contentOf(theirs));
    saving.setStored(text);
    document.replace(text);
    autosave.reset();
  };
  return {
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
      if (newer.id === known.id && newer.revision > known.revision && !saving.isChanged()) takeOver(newer);
    },
  } satisfies Partial<DraftSession>;
}

/** What the registry has, what differs from it here, and what is kept in this browser until it is sent. */
function createSaving({ options, document, facts, set }: SavingOptions) {
  const { client, user } = options;
  const openOwn = () => openJournal({ user, draft: draftNameOf(facts.get()), tab: currentTab() });
  const { text: begun, value: first } = document.get();
  // Of what was not made yet the registry has nothing.
  let stored: SaveFields | undefined = options.origin === undefined ? toSaveFields(first) : undefined;
  let journal = openOwn();
  const isChanged = (): boolean => {
    const { problem, value } = document.get();
    return problem !== undefined || stored === undefined || !isSameJson(toSaveFields(value), stored);
  };
  const isUntouched = (): boolean => facts.get().origin !== undefined && document.get().text === begun;
  const keep = (): Promise<void> =>
    isChanged() ? journal.keep(document.get().text, facts.get().definition.revision) : journal.clear();
  const onMade = (made: Definition): void => {
    // What was kept before the draft was there is kept for the draft with the next change.
    void journal.clear();
    set({ definition: made, origin: undefined });
    journal = openOwn();
  };
  const save = async () => {
    const fields = toSaveFields(document.get().value);
    const { definition: base, origin } = facts.get();
    const { outcome, notes, conflict, error, ...result } = await saveDraft({ client, base, origin, fields });
    if (outcome === 'saved') stored = fields;
    set({ notes, conflict, error, ...(outcome === 'saved' && { savedAt: new Date() }) });
    if (result.stored !== undefined) {
      if (origin === undefined) set({ definition: result.stored });
      else onMade(result.stored);
      options.onSaved(result.stored, origin !== undefined);
    }
    await keep();
    return outcome;
  };
  const setStored = (text: string): void => {
    stored = toSaveFields(JSON.parse(text));
  };
  return { isChanged, isUntouched, keep, save, setStored };
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
