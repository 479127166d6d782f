// A text as it is, with what people do not see made visible: hidden characters as labelled marks, `{{variables}}` lifted out.
import { useEffect, useState } from 'react';
import { formatCodePoint } from '../lib/format.js';
import { messages } from '../lib/messages/common.js';
import type { TextPart } from '../lib/text-marks.js';

type MarkedTextProps = {
  text: string;
  /** The text is a prompt, in which `{{name}}` refers to an input. */
  hasVariables?: boolean | undefined;
  label: string;
};

/** Preformatted text with its marks; the marks appear when their rules are here. */
export function MarkedText({ text, hasVariables = false, label }: MarkedTextProps) {
  const parts = useTextParts(text, hasVariables);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <section className="marked-text" aria-label={label} tabIndex={0}>
      <pre dir="auto">{parts === undefined ? text : parts.map((part) => <Part key={part.offset} part={part} />)}</pre>
    </section>
  );
}

/** The parts of a text, undefined until the rules are here. */
function useTextParts(text: string, hasVariables: boolean): readonly TextPart[] | undefined {
  const [parts, setParts] = useState<{ of: string; list: readonly TextPart[] } | undefined>();
  useEffect(() => {
    let isWanted = true;
    import('../lib/text-marks.js').then(
      ({ toTextParts }) => isWanted && setParts({ of: text, list: toTextParts(text, { hasVariables }) }),
      // Without the rules the text stands unmarked; the verification beside it says that something is missing.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [text, hasVariables]);
  return parts?.of === text ? parts.list : undefined;
}

function Part({ part }: { part: TextPart }) {
  if (part.type === 'hidden') return <HiddenMark part={part} />;
  return part.type === 'plain' ? part.text : <span className="mark-variable">{part.text}</span>;
}

function HiddenMark({ part }: { part: Extract<TextPart, { type: 'hidden' }> }) {
  const code = formatCodePoint(part.codePoint);
  const label = messages.hiddenCharacter(part.label, code);
  return (
    <span className="mark-hidden" title={label} role="img" aria-label={label}>
      {code}
    </span>
  );
}
