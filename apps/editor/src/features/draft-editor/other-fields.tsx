// Fields that the registry does not know: they stay in the text, and it is said here that saving drops them.
import { useMemo } from 'react';
import { truncateMiddle } from '../../lib/format.js';
import { parsePointer } from '../../lib/json-tree.js';
import { valueAt } from '../../lib/json-value.js';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { toText } from './bound-fields.js';
import { useDraft, useEditor } from './editor-context.js';
import { Section } from './section.js';

const SHOWN = 80;

/** The list, where there is any. */
export function OtherFields() {
  const { kind, rules, defaultModel, goTo } = useEditor();
  const { value } = useDraft();
  const paths = useMemo(
    () => rules?.findDroppedPaths({ kind, value, defaultModel }) ?? [],
    [rules, kind, value, defaultModel],
  );
  if (paths.length === 0) return null;
  return (
    <Section id="other" title={words.sections.other}>
      <p className="muted">{words.otherLead}</p>
      <ul className="other-list">
        {paths.map((path) => {
          const steps = parsePointer(path);
          return (
            <li key={path}>
              <button type="button" className="link-button mono" onClick={() => goTo({ path })}>
                {steps.join('.')}
              </button>
              <span className="mono muted truncate">{truncateMiddle(toText(valueAt(value, steps)), SHOWN)}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
