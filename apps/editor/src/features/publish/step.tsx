// One step of the review: its number, its name, its content.
import { type ReactNode, useId } from 'react';
import { Badge } from '../../components/badge.js';

type StepProps = { number: number; title: string; aside?: ReactNode; children: ReactNode };

/** A panel with a numbered heading. */
export function Step({ number, title, aside, children }: StepProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id} className="key-line">
          <Badge tone="accent">{number}</Badge>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
