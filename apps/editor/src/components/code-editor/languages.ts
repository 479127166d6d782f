// The three languages of a draft: JSON with a real parser; prompts, whose `{{variables}}` stand out; and shell, coloured well
// enough to be read.
import { json } from '@codemirror/lang-json';
import { StreamLanguage, type StringStream } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

const KEYWORDS = new Set(
  'if then else elif fi for in do done while until case esac function select return exit break continue local export readonly set unset shift trap source'.split(
    ' ',
  ),
);

const prompt = StreamLanguage.define<undefined>({
  name: 'prompt',
  token: (stream) => {
    if (stream.match(/^\{\{[^{}\n]*\}\}/)) return 'macroName';
    if (!stream.match(/^[^{]+/)) stream.next();
    return null;
  },
});

type ShellState = { quote: string | undefined };

const shell = StreamLanguage.define<ShellState>({
  name: 'shell',
  startState: () => ({ quote: undefined }),
  token: (stream, state) => (state.quote === undefined ? readPlain(stream, state) : readQuoted(stream, state)),
  languageData: { commentTokens: { line: '#' } },
});

function readPlain(stream: StringStream, state: ShellState): string | null {
  if (stream.eatSpace()) return null;
  if (stream.peek() === '#' && (stream.pos === 0 || /\s/.test(stream.string[stream.pos - 1] ?? ''))) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match(/^\$(?:\{[^}]*\}|\w+|[?#@*!$-])/)) return 'variableName.special';
  if (stream.match(/^\\./)) return null;
  const quote = stream.match(/^['"]/, false) ? stream.next() : undefined;
  if (quote !== undefined) {
    state.quote = quote ?? undefined;
    return 'string';
  }
  const word = stream.match(/^[\w.-]+/);
  if (word && word !== true) return KEYWORDS.has(word[0]) ? 'keyword' : null;
  stream.next();
  return null;
}

function readQuoted(stream: StringStream, state: ShellState): string {
  const isDouble = state.quote === '"';
  if (isDouble && stream.match(/^\$(?:\{[^}]*\}|\w+)/)) return 'variableName.special';
  while (!stream.eol()) {
    if (isDouble && stream.peek() === '$' && stream.current() !== '') return 'string';
    const next = stream.next();
    if (next === '\\' && isDouble) stream.next();
    else if (next === state.quote) {
      state.quote = undefined;
      return 'string';
    }
  }
  return 'string';
}

const LANGUAGES: Readonly<Record<'json' | 'prompt' | 'shell', Extension>> = { json: json(), prompt, shell };

/** The parser and colours of a language. */
export function languageOf(name: keyof typeof LANGUAGES): Extension {
  return LANGUAGES[name];
}
