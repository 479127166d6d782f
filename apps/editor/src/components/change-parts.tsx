// What went and what came, side by side in a line, each named where there is more than one thing; hidden characters are shown.
import type { ChangePart } from '../lib/schema-changes.js';
import { MarkedLine } from './marked-line.js';

/** The parts of one change; texts longer than `max` characters are cut. */
export function ChangeParts({ parts, max = Number.POSITIVE_INFINITY }: { parts: readonly ChangePart[]; max?: number }) {
  const cut = (text: string): string => (text.length > max ? `${text.slice(0, max)}…` : text);
  return parts.map(({ label, went, came }) => (
    <span key={[label, ...went, ...came].join(' ')} className="change-part">
      {label !== undefined && <span className="muted">{label}</span>}
      {went.map((text) => (
        <del key={text} dir="auto">
          <MarkedLine text={cut(text)} />
        </del>
      ))}
      {came.map((text) => (
        <ins key={text} dir="auto">
          <MarkedLine text={cut(text)} />
        </ins>
      ))}
    </span>
  ));
}
