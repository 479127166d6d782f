// The problems as a list: each leads to its place, and what can be mended has a button for it.
import { CircleAlert, CircleCheck, type LucideIcon, Send, TriangleAlert, Wand2 } from 'lucide-react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { keysOf } from '../../lib/commands.js';
import { keepFocus } from '../../lib/keep-focus.js';
import { messages } from '../../lib/messages/common.js';
import { problemMessages as words } from '../../lib/messages/draft.js';
import { lineOf, type Problem, type Weight } from '../../lib/problems.js';
import { useDraft, useEditor } from './editor-context.js';

const ICONS: Readonly<Record<Weight, LucideIcon>> = { error: CircleAlert, publish: Send, warning: TriangleAlert };

/** The list. */
export function ProblemList({ currentId }: { currentId: string | undefined }) {
  const { problems } = useEditor();
  const { text } = useDraft();
  if (problems.length === 0) return <NoProblems />;
  return (
    <ul className="problem-list" aria-label={words.list}>
      {problems.map((problem) => (
        <ProblemRow
          key={problem.id}
          problem={problem}
          line={lineOf(text, problem.range.from)}
          isCurrent={problem.id === currentId}
        />
      ))}
    </ul>
  );
}

/** What an empty list means: only rules that are here find nothing. */
function NoProblems() {
  const { session, rules } = useEditor();
  if (rules === undefined) return <p className="no-problems muted">{words.looking}</p>;
  const [icon, title, body] =
    rules === null ? [TriangleAlert, words.unchecked, words.uncheckedBody] : [CircleCheck, words.none, words.noneBody];
  return (
    <div className="no-problems">
      <Icon of={icon} size={20} />
      <p>{title}</p>
      <p className="muted">{body}</p>
      {rules === null && <Button onClick={() => void session.rules.load()}>{messages.retry}</Button>}
    </div>
  );
}

function ProblemRow({ problem, line, isCurrent }: { problem: Problem; line: number; isCurrent: boolean }) {
  const { session, goTo, readOnlyReason } = useEditor();
  const { weight, path, message, note, fix } = problem;
  return (
    <li className="problem" data-weight={weight} aria-current={isCurrent || undefined}>
      <button type="button" className="problem-place" onClick={() => goTo(problem)}>
        <Icon of={ICONS[weight]} label={words.weights[weight]} />
        <span className="problem-text">
          <span dir="auto">{message}</span>
          {note !== undefined && <span className="muted">{note}</span>}
          <span className="muted">
            {path !== '' && <span className="mono">{path.slice(1).replaceAll('/', '.')}</span>} {words.place(line)}
          </span>
        </span>
      </button>
      {fix !== undefined && readOnlyReason === undefined && (
        <Button
          size="s"
          icon={Wand2}
          className="problem-fix"
          keys={isCurrent ? keysOf('draft.quickFix') : undefined}
          title={fix.label}
          onClick={() => {
            session.document.applyFix(fix.edits);
            keepFocus();
          }}
        >
          {fix.label}
        </Button>
      )}
    </li>
  );
}
