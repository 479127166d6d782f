// Undo and redo as data: steps of edits with their inverses, at most 100, shared by every view of a document. Steps of one
// field that follow each other quickly are one step, as when somebody types.
import { invertEdits, type TextEdit } from './text-edit.js';

/** Edits that were applied one after the other. */
type Batches = readonly (readonly TextEdit[])[];

type Step = { batches: Batches; inverses: Batches; group: string; at: number; byForm: boolean };

/** One undone or redone step: what to apply, in order, whether a form made it, and the history after it. */
export type Move = { batches: Batches; byForm: boolean; history: History };

/** What can be undone (last first from the end) and redone. */
export type History = { done: readonly Step[]; undone: readonly Step[] };

const STEPS_MAX = 100;
const TYPING_MS = 700;
/** A step of a long burst of typing ends after this many changes, so that one undo does not take it all. */
const BATCHES_MAX = 60;

/** Nothing to undo. */
export const EMPTY_HISTORY: History = { done: [], undone: [] };

/** What was changed: the text before, the edits, which field (empty: never joined), when (ms), and whether by a form. */
export type Change = { before: string; edits: readonly TextEdit[]; group: string; at: number; byForm: boolean };

/** The history after a change; what was undone before can no longer be redone. */
export function recordChange({ done }: History, { before, edits, ...change }: Change): History {
  const { group, at, byForm } = change;
  const inverse = invertEdits(before, edits);
  const last = done.at(-1);
  const joins =
    last !== undefined &&
    group !== '' &&
    last.group === group &&
    last.byForm === byForm &&
    at - last.at < TYPING_MS &&
    last.batches.length < BATCHES_MAX;
  const step = joins
    ? { batches: [...last.batches, edits], inverses: [inverse, ...last.inverses], ...change }
    : { batches: [edits], inverses: [inverse], ...change };
  return { done: [...(joins ? done.slice(0, -1) : done), step].slice(-STEPS_MAX), undone: [] };
}

/** Undoes the last step. */
export function undoStep({ done, undone }: History): Move | undefined {
  const step = done.at(-1);
  if (step === undefined) return undefined;
  // A step that was undone is whole: what is typed after redoing it is a step of its own.
  const history = { done: done.slice(0, -1), undone: [...undone, { ...step, group: '' }] };
  return { batches: step.inverses, byForm: step.byForm, history };
}

/** Does the last undone step again. */
export function redoStep({ done, undone }: History): Move | undefined {
  const step = undone.at(-1);
  if (step === undefined) return undefined;
  return {
    batches: step.batches,
    byForm: step.byForm,
    history: { done: [...done, step], undone: undone.slice(0, -1) },
  };
}
