// The parts that the form is made of.
import type { ReactNode } from 'react';
import { problemAt } from '../../lib/problems.js';
import { useEditor } from './editor-context.js';

/** A part of the form with its heading. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="panel" aria-labelledby={`section-${id}`}>
      <div className="panel-head">
        <h2 id={`section-${id}`}>{title}</h2>
        {aside}
      </div>
      <div className="panel-body draft-fields">{children}</div>
    </section>
  );
}

/** A part of the form that opens when it is needed, or when something in it is wrong. */
export function FoldedSection({
  title,
  note,
  pointer,
  children,
}: {
  title: string;
  note: ReactNode;
  pointer: string;
  children: ReactNode;
}) {
  const { problems } = useEditor();
  const hasProblem = problemAt(problems, pointer) !== undefined;
  return (
    <details className="panel draft-fold" open={hasProblem || undefined}>
      <summary className="panel-head">
        <h2>{title}</h2>
        <span className="muted">{note}</span>
      </summary>
      <div className="panel-body draft-fields">{children}</div>
    </details>
  );
}
