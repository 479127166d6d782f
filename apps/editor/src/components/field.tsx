// Form fields: label, control, hint and error belong together, and the error is below the field that it is about.
import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { messages } from '../lib/messages/common.js';
import { classNames } from './class-names.js';
import { Icon } from './icon.js';

/** What a control needs to belong to its label, hint and error. */
type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
};

/** Label, hint and error of a field. */
export type FieldTexts = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean | undefined;
  /** The label is for assistive technology alone. */
  hideLabel?: boolean | undefined;
  className?: string | undefined;
};

/** A labelled field around any control. */
export function Field(props: FieldTexts & { children: (control: ControlProps) => ReactNode }) {
  const { label, hint, error, required, optional, hideLabel, className, children } = props;
  const id = useId();
  const [hintId, errorId] = [`${id}-hint`, `${id}-error`];
  const describedBy = classNames(hint !== undefined && hintId, error !== undefined && errorId);
  return (
    <div className={classNames('field', error !== undefined && 'has-error', className)}>
      <label htmlFor={id} className={hideLabel === true ? 'visually-hidden' : undefined}>
        {label}
        {optional === true && <span className="field-optional"> {messages.optional}</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': error !== undefined || undefined,
        'aria-required': required,
      })}
      {hint !== undefined && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="field-error" id={errorId}>
          <Icon of={CircleAlert} size={14} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}

type Without<T> = Omit<T, 'className' | 'ref' | keyof FieldTexts>;

/** A line of text. */
export function TextField({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  mono,
  ref,
  ...input
}: FieldTexts & Without<ComponentProps<'input'>> & { mono?: boolean; ref?: Ref<HTMLInputElement> }) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className }}>
      {(control) => (
        <input type="text" autoComplete="off" {...input} {...control} ref={ref} className={toInput('input', mono)} />
      )}
    </Field>
  );
}

/** Lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  mono,
  ref,
  ...input
}: FieldTexts & Without<ComponentProps<'textarea'>> & { mono?: boolean; ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className }}>
      {(control) => <textarea rows={3} {...input} {...control} ref={ref} className={toInput('input textarea', mono)} />}
    </Field>
  );
}

/** A choice from a short list; `children` are its options. */
export function SelectField({
  label,
  hint,
  error,
  required,
  optional,
  hideLabel,
  className,
  children,
  ref,
  ...select
}: FieldTexts & Without<ComponentProps<'select'>> & { children: ReactNode; ref?: Ref<HTMLSelectElement> }) {
  return (
    <Field {...{ label, hint, error, required, optional, hideLabel, className }}>
      {(control) => (
        <select {...select} {...control} ref={ref} className="input select">
          {children}
        </select>
      )}
    </Field>
  );
}

function toInput(base: string, mono = false): string {
  return classNames(base, mono && 'mono');
}

type ToggleProps = Without<ComponentProps<'input'>> & { label: ReactNode; hint?: ReactNode; className?: string };

/** A box to tick, with its label to the right. */
export function CheckboxField({ label, hint, className, ...input }: ToggleProps) {
  const id = useId();
  return (
    <div className={classNames('toggle', className)}>
      <input
        type="checkbox"
        {...input}
        id={id}
        className="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Something that is on or off at once, without a save. */
export function Switch({ label, hint, ...input }: ToggleProps) {
  return <CheckboxField {...input} label={label} hint={hint} role="switch" className="is-switch" />;
}
