// Form fields that are a place of the draft: each shows the value at a pointer and changes it there, in place.
import { isJsonObject, type Json } from '@action-registry/schema';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { CheckboxField, SelectField, TextAreaField, TextField } from '../../components/field.js';
import { Icon } from '../../components/icon.js';
import { afterPress } from '../../lib/after-press.js';
import { parsePointer } from '../../lib/json-tree.js';
import { valueAt } from '../../lib/json-value.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { type Problem, problemAt } from '../../lib/problems.js';
import { useDraft, useEditor } from './editor-context.js';

/** A place of the draft as a field. */
export type BoundPlace = {
  value: Json | undefined;
  set: (value: Json | undefined) => void;
  isReadOnly: boolean;
  problem: Problem | undefined;
};

/** Follows the value at a pointer. */
export function usePlace(pointer: string): BoundPlace {
  const { session, problems, readOnlyReason, isPublishTried } = useEditor();
  const { value, problem: broken } = useDraft();
  const found = problemAt(problems, pointer);
  const { document } = session;
  return {
    value: valueAt(value, parsePointer(pointer)),
    set: (next) => (next === undefined ? document.removeField(pointer) : document.setField(pointer, next)),
    isReadOnly: readOnlyReason !== undefined || broken !== undefined,
    problem: found?.weight === 'publish' && !isPublishTried ? undefined : found,
  };
}

type BoundProps = {
  pointer: string;
  label: string;
  hint?: ReactNode;
  required?: boolean;
  optional?: boolean | undefined;
  mono?: boolean;
  className?: string;
  placeholder?: string | undefined;
  hideLabel?: boolean;
};

/** A field's error or warning, in the two places where fields say them; while it has the focus, errors wait. */
export function useWords(problem: Problem | undefined, hint: ReactNode) {
  const [isFocused, setFocused] = useState(false);
  const shown = isFocused ? undefined : problem;
  const isWarning = shown?.weight === 'warning';
  return {
    error: shown === undefined || isWarning ? undefined : <ProblemWords problem={shown} />,
    hint: isWarning ? <FieldWarning problem={shown} hint={hint} /> : hint,
    onFocus: () => setFocused(true),
    onBlur: () => afterPress(() => setFocused(false)),
  };
}

/** A problem beside its field, with the button that mends it. */
function ProblemWords({ problem: { message, note, fix } }: { problem: Problem }) {
  const { session, readOnlyReason } = useEditor();
  return (
    <>
      {message}
      {note !== undefined && <span className="muted"> {note}</span>}
      {fix !== undefined && readOnlyReason === undefined && (
        <>
          {' '}
          <button
            type="button"
            className="link-button"
            onClick={({ currentTarget }) => {
              // The button goes with its problem.
              currentTarget.closest('.field')?.querySelector<HTMLElement>('input, select, textarea')?.focus();
              session.document.applyFix(fix.edits);
            }}
          >
            {fix.label}
          </button>
        </>
      )}
    </>
  );
}

function FieldWarning({ problem, hint }: { problem: Problem; hint: ReactNode }) {
  return (
    <>
      <span className="field-warning">
        <Icon of={TriangleAlert} size={14} />
        <span>
          <ProblemWords problem={problem} />
        </span>
      </span>
      {hint}
    </>
  );
}

/** A line of text; emptied, an optional field goes away. */
export function BoundText({ pointer, required = false, ...texts }: BoundProps) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  return (
    <TextField
      {...texts}
      {...more}
      hint={hint}
      required={required}
      dir="auto"
      data-pointer={pointer}
      readOnly={isReadOnly}
      value={toText(value)}
      onChange={({ target }) => set(target.value === '' && !required ? undefined : target.value)}
    />
  );
}

/** Lines of text. */
export function BoundTextArea({ pointer, required = false, rows = 3, ...texts }: BoundProps & { rows?: number }) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  return (
    <TextAreaField
      {...texts}
      {...more}
      hint={hint}
      required={required}
      rows={rows}
      dir="auto"
      data-pointer={pointer}
      readOnly={isReadOnly}
      value={toText(value)}
      onChange={({ target }) => set(target.value === '' && !required ? undefined : target.value)}
    />
  );
}

/** A number; what is no number stays as it was typed, and the problem says so. */
export function BoundNumber({ pointer, unit, ...texts }: BoundProps & { unit?: string }) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  const [typed, setTyped] = useState<string | undefined>();
  const shown = typed !== undefined && isSameNumber(typed, value) ? typed : toText(value);
  const label = unit === undefined ? texts.label : `${texts.label} (${unit})`;
  return (
    <TextField
      {...texts}
      {...more}
      hint={hint}
      label={label}
      inputMode="decimal"
      data-pointer={pointer}
      readOnly={isReadOnly}
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value);
        set(toNumber(target.value));
      }}
    />
  );
}

/** A choice; without a value the registry's default stands in. */
export function BoundSelect({
  pointer,
  options,
  defaultValue,
  ...texts
}: BoundProps & { options: readonly string[]; defaultValue: string }) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, error, onFocus, onBlur } = useWords(problem, texts.hint);
  const { placeholder: _placeholder, mono: _mono, ...rest } = texts;
  const text = toText(value);
  const isForeign = text !== '' && !options.includes(text);
  return (
    <SelectField
      {...rest}
      {...{ hint, error, onFocus, onBlur }}
      data-pointer={pointer}
      aria-disabled={isReadOnly || undefined}
      value={text}
      onChange={({ target }) => {
        if (!isReadOnly) set(target.value === '' ? undefined : target.value);
      }}
    >
      <option value="">{words.asDefault(defaultValue)}</option>
      {isForeign && <option value={text}>{text}</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </SelectField>
  );
}

/** Something that is so or not; never set is not so. */
export function BoundCheckbox({ pointer, label, hint }: Pick<BoundProps, 'pointer' | 'label' | 'hint'>) {
  const { value, set, isReadOnly } = usePlace(pointer);
  return (
    <CheckboxField
      label={label}
      hint={hint}
      data-pointer={pointer}
      aria-disabled={isReadOnly || undefined}
      checked={value === true}
      onChange={({ target }) => {
        if (!isReadOnly) set(target.checked);
      }}
    />
  );
}

/** A list of texts, one per line or separated by commas; an emptied list goes away. */
export function BoundList({ pointer, separator, ...texts }: BoundProps & { separator: ',' | '\n' }) {
  const { value, set, isReadOnly, problem } = usePlace(pointer);
  const { hint, ...more } = useWords(problem, texts.hint);
  const [typed, setTyped] = useState<string | undefined>();
  const stored = Array.isArray(value) ? value.map(toText) : [];
  const isSame = typed !== undefined && isSameList(splitList(typed, separator), stored);
  const props = {
    ...texts,
    ...more,
    hint,
    dir: 'auto',
    'data-pointer': pointer,
    readOnly: isReadOnly || (value !== undefined && !Array.isArray(value)),
    value: isSame ? typed : stored.join(separator === ',' ? ', ' : '\n'),
    onChange: ({ target }: { target: { value: string } }) => {
      const list = splitList(target.value, separator);
      setTyped(target.value);
      set(list.length === 0 ? undefined : list);
    },
  } as const;
  return separator === ',' ? <TextField {...props} /> : <TextAreaField {...props} rows={2} />;
}

/** A value as the text of a field; what is no text is shown as JSON. */
export function toText(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An object as one line of `name=value`; nothing for what is none. */
export function toPairs(params: Json | undefined): string {
  const entries = Object.entries(isJsonObject(params) ? params : {});
  return entries.map(([key, value]) => `${key}=${toText(value)}`).join(' ');
}

/** What was typed as a number; text that is none stays text. */
function toNumber(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = Number(trimmed);
  return /^[-+.\d]/.test(trimmed) && Number.isFinite(number) ? number : text;
}

function isSameNumber(typed: string, value: Json | undefined): boolean {
  return toNumber(typed) === value;
}

function splitList(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
