// One step of the review: its number, its name, its content.
import { type ReactNode, useId } from 'react';

type StepProps = { number: number; title: string; aside?: ReactNode; children: ReactNode };

/** A panel with a numbered heading. */
export function Step({ number, title, aside, children }: StepProps) {
  const id = useId();
  return (
    <section className="panel publish-step" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>
          <span className="step-number">{number}</span> {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
