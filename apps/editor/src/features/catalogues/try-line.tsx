// A box to try a line out in: whether it is known, what is wrong with it, and what could follow (WAI-ARIA APG, combobox with a
// list box). The focus stays in the box; nothing is sent and nothing is run.
import type { Catalogue } from '@action-registry/schema';
import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.js';
import { CodeBlock } from '../../components/code-block.js';
import { Icon } from '../../components/icon.js';
import { catalogueMessages } from '../../lib/messages/catalogues.js';
import { toPageQuotes } from '../../lib/quotes.js';
import { useCommandCatalogue } from './catalogue-data.js';
import { type LineOption, type LineState, readLine } from './line-options.js';

const words = catalogueMessages.line;
const LINE_MAX = 2_000;

/** The panel. */
export function TryLine({ catalogue }: { catalogue: Catalogue }) {
  const commands = useCommandCatalogue(catalogue);
  const [line, setLine] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const state = useMemo(() => readLine(line, commands), [line, commands]);
  const take = (option: LineOption): void => {
    setLine(option.line);
    input.current?.focus();
  };
  return (
    <section className="panel" aria-label={words.title}>
      <header className="panel-head">
        <h2>{words.title}</h2>
      </header>
      <div className="panel-body try-line">
        <LineBox
          label={words.label(catalogue.device_model)}
          {...{ input, line, setLine, take }}
          options={state.options}
        />
        <Verdict
          {...{ line, state, take }}
          isDeprecated={commands.commands.get(state.command ?? '')?.deprecated === true}
        />
      </div>
    </section>
  );
}

type BoxProps = {
  label: string;
  input: React.RefObject<HTMLInputElement | null>;
  line: string;
  setLine: (line: string) => void;
  options: readonly LineOption[];
  take: (option: LineOption) => void;
};

function LineBox({ label, input, line, setLine, options: all, take }: BoxProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const options = isOpen ? all : [];
  const choose = (option: LineOption): void => {
    setActive(-1);
    take(option);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const option = options[active];
    if (event.key === 'ArrowDown' && !isOpen) setOpen(true);
    else if (event.key === 'ArrowDown' && options.length > 0) setActive((active + 1) % options.length);
    else if (event.key === 'ArrowUp' && options.length > 0) setActive(active <= 0 ? options.length - 1 : active - 1);
    else if (event.key === 'Enter' && option !== undefined && !event.nativeEvent.isComposing) choose(option);
    else if (event.key === 'Escape' && options.length > 0) setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <div className="search-box">
      <input
        ref={input}
        type="text"
        role="combobox"
        className="mono"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={options[active] && `${id}-${active}`}
        aria-autocomplete="list"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={LINE_MAX}
        placeholder={words.placeholder}
        value={line}
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          setLine(event.target.value);
        }}
        onFocus={() => setOpen(line !== '')}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <LineOptions {...{ id, options, active, choose }} />
    </div>
  );
}

type OptionsProps = {
  id: string;
  options: readonly LineOption[];
  active: number;
  choose: (option: LineOption) => void;
};

function LineOptions({ id, options, active, choose }: OptionsProps) {
  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  return (
    <div
      className="search-options line-options"
      id={`${id}-list`}
      role="listbox"
      aria-label={words.options}
      hidden={options.length === 0}
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, which has the focus
        <div
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(option)}
        >
          <span className="mono">{option.label}</span>
          <span className="muted">{option.hint}</span>
        </div>
      ))}
    </div>
  );
}

type VerdictProps = { line: string; state: LineState; take: (option: LineOption) => void; isDeprecated: boolean };

/** What is known of the line, in words; a fix is one press away. */
function Verdict({ line, state, take, isDeprecated }: VerdictProps) {
  const { verdict, command = '', params = {}, issues, fixes } = state;
  if (line.trim() === '') return <p className="field-hint">{words.hint}</p>;
  const isRight = verdict === 'known' && issues.length === 0;
  const look = isRight ? 'known' : verdict === 'known' ? 'wrong' : verdict;
  return (
    <div className="line-verdict" data-verdict={look}>
      <p role="status">
        <Icon of={ICONS[look]} />
        <span>{toWords(look, state, line)}</span>
      </p>
      {isDeprecated && (
        <p className="line-warning">
          <Icon of={TriangleAlert} size={14} /> {words.deprecated(command)}
        </p>
      )}
      {issues.length > 0 && (
        <ul className="told-list">
          {issues.map(({ message }) => (
            <li key={message} dir="auto">
              {toPageQuotes(message.replace(/^This line: /, ''))}
            </li>
          ))}
        </ul>
      )}
      {fixes.length > 0 && (
        <p className="did-you-mean">
          {catalogueMessages.meant}{' '}
          {fixes.map((fix) => (
            <Button key={fix.id} size="s" className="mono" aria-label={words.use(fix.label)} onClick={() => take(fix)}>
              {fix.label}
            </Button>
          ))}
        </p>
      )}
      {isRight && (
        <CodeBlock code={JSON.stringify({ command, params })} language="json" label={catalogueMessages.step} />
      )}
    </div>
  );
}

const ICONS = { known: CircleCheck, wrong: CircleAlert, unknown: CircleAlert, ambiguous: CircleHelp };

function toWords(look: keyof typeof ICONS, { command = '', options }: LineState, line: string): string {
  if (look === 'known') return words.known(command);
  if (look === 'wrong') return words.wrong(command);
  return look === 'ambiguous' ? words.ambiguous(options.length) : words.unknown(/[^\s{]+/.exec(line)?.[0] ?? '');
}
