// The steps of one sequence as a list that is sorted by keys or buttons. A step keeps its spelling when it moves, and the
// focus moves with it.
import type { CommandCatalogue } from '@action-registry/core';
import { isJsonObject, type Json } from '@action-registry/schema';
import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from '../../../components/button.js';
import { Combobox } from '../../../components/combobox.js';
import { describeParams } from '../../../lib/device-shape.js';
import type { DraftDocument } from '../../../lib/draft-document.js';
import { parsePointer, pointerTo } from '../../../lib/json-tree.js';
import { valueAt } from '../../../lib/json-value.js';
import { deviceMessages as words } from '../../../lib/messages/device.js';
import { fieldMessages } from '../../../lib/messages/draft.js';
import { problemAt } from '../../../lib/problems.js';
import { BoundText, toPairs, toText, usePlace, useWords } from '../bound-fields.js';
import { useEditor } from '../editor-context.js';
import { ParamFields } from './param-fields.js';

/** From this many steps on each is a line until it is opened: thousands of fields would be slow to type in. */
const FOLDED_FROM = 40;

/** The commands that steps are written with; undefined where they are not known. */
type Commands = CommandCatalogue | undefined;

type StepListProps = {
  /** Where the list stands. */
  pointer: string;
  catalogue: Commands;
  /** Says what happened, for those who do not see it. */
  announce: (text: string) => void;
};

/** The list of steps. */
export function StepList({ pointer, catalogue, announce }: StepListProps) {
  const { value, isReadOnly } = usePlace(pointer);
  const list = useRef<HTMLOListElement>(null);
  const steps = Array.isArray(value) ? value : [];
  const edits = useStepEdits({ pointer, list, announce });
  const disabledReason = isReadOnly ? fieldMessages.readOnlyBroken : undefined;
  return (
    <>
      {steps.length === 0 ? <p className="muted">{words.noSteps}</p> : null}
      <ol ref={list} className="step-list" data-pointer={pointer}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; what stands there is read from the text
          <StepItem key={index} {...{ pointer, step, index, catalogue, edits, disabledReason }} count={steps.length} />
        ))}
      </ol>
      <div className="step-foot">
        <Button size="s" icon={Plus} onClick={edits.add} disabledReason={disabledReason}>
          {words.addStep}
        </Button>
        {steps.length > 1 && <span className="muted">{words.stepsKeys}</span>}
      </div>
    </>
  );
}

type EditsOf = Pick<StepListProps, 'pointer' | 'announce'> & { list: { current: HTMLOListElement | null } };

/** What can be done with the steps; each is one step of undo. They are read when something is done, so that this never changes. */
function useStepEdits({ pointer, list, announce }: EditsOf) {
  const { session } = useEditor();
  return useMemo(
    () => createStepEdits(session.document, { pointer, list, announce }),
    [session, pointer, list, announce],
  );
}

function createStepEdits(draft: DraftDocument, { pointer, list, announce }: EditsOf) {
  const at = (index: number): string => pointerTo(pointer, index);
  const read = (): readonly Json[] => {
    const steps = valueAt(draft.get().value, parsePointer(pointer));
    return Array.isArray(steps) ? steps : [];
  };
  const focusStep = (index: number, control = 0): void => {
    requestAnimationFrame(() => {
      const item = list.current?.children[index];
      const controls = item === undefined ? [] : controlsOf(item);
      // Without a step left there is only one thing to do.
      const last = list.current?.parentElement?.querySelector<HTMLElement>('.step-foot button');
      (controls[control] ?? controls[0] ?? last)?.focus();
    });
  };
  return {
    focus: focusStep,
    move: (from: number, by: 1 | -1) => {
      const to = from + by;
      const { length } = read();
      if (to < 0 || to >= length) return;
      const item = list.current?.children[from];
      const control = item === undefined ? -1 : controlsOf(item).indexOf(document.activeElement as HTMLElement);
      draft.change([{ pointer: at(from), swap: at(to) }]);
      focusStep(to, Math.max(control, 0));
      announce(words.moved(from + 1, to + 1, length));
    },
    add: () => {
      const { length } = read();
      const step = { command: '' };
      if (length === 0) draft.setField(pointer, [step]);
      else draft.change([{ pointer: at(length), insert: step }]);
      focusStep(length);
      announce(words.added(length + 1));
    },
    duplicate: (index: number) => {
      draft.change([{ pointer: at(index + 1), insert: read()[index] ?? null }]);
      focusStep(index + 1);
      announce(words.added(index + 2));
    },
    remove: (index: number) => {
      draft.change([{ pointer: at(index) }]);
      focusStep(Math.min(index, read().length - 1));
      announce(words.removed(index + 1));
    },
  };
}

/** What a step can be worked on with, in order; the same for a step wherever it stands. */
function controlsOf(item: Element): HTMLElement[] {
  return [...item.querySelectorAll<HTMLElement>('input, select, textarea, button')];
}

type StepProps = {
  pointer: string;
  step: Json;
  index: number;
  count: number;
  catalogue: Commands;
  edits: ReturnType<typeof useStepEdits>;
  disabledReason: string | undefined;
};

/** A step with all its fields; in a long list as a line until it is opened, is new, or has a problem. */
function StepItem({ pointer, step, index, count, catalogue, edits, disabledReason }: StepProps) {
  const { problems } = useEditor();
  const place = pointerTo(pointer, index);
  const name = isJsonObject(step) ? toText(step.command) : '';
  const [isOpen, setOpen] = useState(name === '');
  const isShown = isOpen || count < FOLDED_FROM || problemAt(problems, place)?.weight === 'error';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (disabledReason === undefined) edits.move(index, event.key === 'ArrowUp' ? -1 : 1);
  };
  const open = useCallback(() => {
    setOpen(true);
    edits.focus(index);
  }, [edits, index]);
  return (
    <li className="step" onKeyDown={onKeyDown} data-pointer={place}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this row is */}
      <div role="group" className="step-body" aria-label={words.step(index + 1, name)}>
        {isShown ? (
          <StepFields place={place} name={name} catalogue={catalogue}>
            <StepTools {...{ index, count, edits, disabledReason }} />
          </StepFields>
        ) : (
          <StepLine
            {...{ name, index, count, edits, disabledReason, open }}
            params={isJsonObject(step) ? toPairs(step.params) : ''}
          />
        )}
      </div>
    </li>
  );
}

type LineProps = ToolsProps & { name: string; params: string; open: () => void };

/** A step in one line; drawn again only when it is another one. */
const StepLine = memo(({ name, params, open, ...tools }: LineProps) => (
  <div className="step-head">
    <button type="button" className="step-line" aria-expanded={false} onClick={open}>
      <span className="mono">{name}</span> <span className="muted">{params}</span>
    </button>
    <StepTools {...tools} />
  </div>
));

type FieldsProps = { place: string; name: string; catalogue: Commands; children: ReactNode };

function StepFields({ place, name, catalogue, children }: FieldsProps) {
  const command = catalogue?.commands.get(name);
  return (
    <>
      <div className="step-head">
        <CommandField pointer={place} catalogue={catalogue} />
        {children}
      </div>
      {command !== undefined && (
        <p className="field-hint">
          {command.deprecated === true && `${words.deprecated}. `}
          {command.description} {command.risk !== 'write' && words.risks[command.risk]}
        </p>
      )}
      <ParamFields step={place} command={command}>
        <BoundText pointer={`${place}/label`} label={words.stepLabel} hint={words.stepLabelHint} optional />
      </ParamFields>
    </>
  );
}

function CommandField({ pointer, catalogue }: { pointer: string; catalogue: Commands }) {
  const place = `${pointer}/command`;
  const { value, set, isReadOnly, problem } = usePlace(place);
  const field = useWords(problem, undefined);
  const options = [...(catalogue?.commands.values() ?? [])]
    .filter(({ deprecated = false }) => !deprecated)
    .map((each) => ({
      value: each.name,
      hint: [each.category ?? each.action_type, describeParams(each)].filter((text) => text !== '').join(' · '),
    }));
  return (
    <Combobox
      {...field}
      label={words.command}
      className="step-command"
      required
      data-pointer={place}
      readOnly={isReadOnly}
      value={toText(value)}
      options={options}
      near={(text) => catalogue?.suggest(text).map((each) => each.value) ?? []}
      onChange={set}
    />
  );
}

type ToolsProps = Pick<StepProps, 'index' | 'count' | 'edits' | 'disabledReason'>;

function StepTools({ index, count, edits, disabledReason }: ToolsProps) {
  const number = index + 1;
  const upReason = disabledReason ?? (index === 0 ? words.isFirst : undefined);
  const downReason = disabledReason ?? (number === count ? words.isLast : undefined);
  const tools = [
    { icon: ArrowUp, label: words.up(number), reason: upReason, keys: 'Alt+ArrowUp', act: () => edits.move(index, -1) },
    {
      ...{ icon: ArrowDown, label: words.down(number), reason: downReason, keys: 'Alt+ArrowDown' },
      act: () => edits.move(index, 1),
    },
    { icon: Copy, label: words.duplicate(number), reason: disabledReason, act: () => edits.duplicate(index) },
    { icon: Trash2, label: words.remove(number), reason: disabledReason, act: () => edits.remove(index) },
  ];
  return (
    <div className="input-tools">
      {tools.map(({ icon, label, reason, keys, act }) => (
        <IconButton key={label} {...{ icon, label, keys }} size="s" onClick={act} disabledReason={reason} />
      ))}
    </div>
  );
}
