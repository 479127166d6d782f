// Code to read and copy: JSON with its parts in colours, anything else as it is.
import { Fragment } from 'react';
import { messages } from '../lib/messages/common.js';
import { CopyButton } from './copy-button.js';

type CodeBlockProps = {
  code: string;
  label: string;
  language?: 'json' | 'text' | undefined;
  /** Where copying makes no sense. */
  noCopy?: boolean | undefined;
};

/** A block of code with a button that copies it. */
export function CodeBlock({ code, label, language = 'text', noCopy = false }: CodeBlockProps) {
  return (
    <div className="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0}>
        <pre>
          <code>{language === 'json' ? colourJson(code) : code}</code>
        </pre>
      </section>
      {!noCopy && <CopyButton value={code} label={`${messages.copy}: ${label}`} />}
    </div>
  );
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
/** Colouring is for people who read; a text longer than this is copied, not read. */
const COLOURED_MAX = 20_000;

function colourJson(text: string) {
  if (text.length > COLOURED_MAX) return text;
  const parts: { at: number; text: string; look: string | undefined }[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) parts.push({ at, text: text.slice(at, match.index), look: undefined });
    const [all, string, colon, word] = match;
    const look =
      string === undefined ? (word === undefined ? 'number' : 'keyword') : colon === undefined ? 'string' : 'key';
    const shown = string ?? all;
    parts.push({ at: match.index, text: shown, look });
    at = match.index + shown.length;
  }
  parts.push({ at, text: text.slice(at), look: undefined });
  return parts.map((part) =>
    part.look === undefined ? (
      <Fragment key={part.at}>{part.text}</Fragment>
    ) : (
      <span key={part.at} className={`code-${part.look}`}>
        {part.text}
      </span>
    ),
  );
}
