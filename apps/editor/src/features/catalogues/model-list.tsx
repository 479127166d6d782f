// The device models as a list to choose from: what each is, whose it is, how much it can do. The filter knows what was meant.
import { suggest } from '@action-registry/core';
import { type CatalogueSummary, LIMITS } from '@action-registry/schema';
import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Badge } from '../../components/badge.js';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { Kbd } from '../../components/kbd.js';
import { useCommand } from '../../lib/commands.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';

type ListProps = { models: readonly CatalogueSummary[]; current?: string | undefined };

/** The models; the one that is shown is marked. */
export function ModelList({ models, current }: ListProps) {
  return (
    <ul className="model-list" aria-label={words.models}>
      {models.map((model) => (
        <li key={model.device_model}>
          <Link
            to="/catalogues/$model"
            params={{ model: model.device_model }}
            className="model-link"
            activeOptions={{ includeSearch: false }}
            aria-current={model.device_model === current ? 'page' : undefined}
          >
            <span className="model-name">
              <strong className="mono">{model.device_model}</strong>
              <span className="mono muted">{model.version}</span>
              <OriginBadge {...model} />
            </span>
            {model.description !== undefined && (
              <span className="model-words" dir="auto">
                {model.description}
              </span>
            )}
            <span className="model-facts">
              <span>{words.commandCount(model.commands)}</span>
              {model.versions > 1 && <span>{words.versionCount(model.versions)}</span>}
              {model.extends !== undefined && (
                <span>
                  {words.extends} <span className="mono">{model.extends}</span>
                </span>
              )}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Whose a catalogue is. */
export function OriginBadge({ origin, workspace }: Pick<CatalogueSummary, 'origin' | 'workspace'>) {
  return (
    <Badge tone={origin === 'builtin' ? 'accent' : 'neutral'} title={words.originHints[origin]}>
      {workspace ?? words.origins[origin]}
    </Badge>
  );
}

type BoxProps = { label: string; placeholder: string; text: string; onText: (text: string) => void; isMain?: boolean };

/** A box that narrows a list while it is typed in; Escape empties it. The main one of a view has the shortcut. */
export function FilterBox({ label, placeholder, text, onText, isMain = false }: BoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(text);
  const sent = useRef(text);
  useCommand('search.focus', isMain ? () => input.current?.select() : undefined);
  useEffect(() => {
    // The address is a moment behind what is typed; what others put there replaces it.
    if (text !== sent.current) setDraft(text);
    sent.current = text;
  }, [text]);
  const change = (next: string): void => {
    setDraft(next);
    sent.current = next.trim();
    onText(next.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || draft === '') return;
    event.preventDefault();
    change('');
  };
  return (
    <search className="search-box">
      <Icon of={Search} />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        placeholder={placeholder}
        maxLength={LIMITS.queryCharacters}
        value={draft}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isMain && <Kbd keys="/" />}
    </search>
  );
}

/** The models whose name or description has every word of `q`. */
export function filterModels(models: readonly CatalogueSummary[], q: string): CatalogueSummary[] {
  const wanted = q.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter(({ device_model, description = '', extends: base = '' }) => {
    const text = `${device_model} ${description} ${base}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** The models that a name which none has probably meant, nearest first. */
export function nearModels(models: readonly CatalogueSummary[], q: string): string[] {
  const names = models.map(({ device_model }) => device_model);
  return suggest(q.trim(), names).map(({ value }) => value);
}

type NearProps = { near: readonly string[]; onChoose: (value: string) => void };

/** "Did you mean": each a button. */
export function DidYouMean({ near, onChoose }: NearProps) {
  if (near.length === 0) return null;
  return (
    <p className="did-you-mean">
      {words.meant}{' '}
      {near.map((each) => (
        <Button key={each} size="s" className="mono" onClick={() => onChoose(each)}>
          {each}
        </Button>
      ))}
    </p>
  );
}
