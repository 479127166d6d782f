// A piece of text in which nothing is hidden: characters that people do not see stand there as labelled marks.
import { formatCodePoint } from '../lib/format.js';
import { messages } from '../lib/messages/common.js';
import { toTextParts } from '../lib/text-marks.js';

/** The text with its marks, to stand in a line. */
export function MarkedLine({ text }: { text: string }) {
  return toTextParts(text, { hasVariables: false }).map((part) => {
    if (part.type !== 'hidden') return <span key={part.offset}>{part.text}</span>;
    const code = formatCodePoint(part.codePoint);
    const label = messages.hiddenCharacter(part.label, code);
    return (
      <span key={part.offset} className="mark-hidden" title={label} role="img" aria-label={label}>
        {code}
      </span>
    );
  });
}
