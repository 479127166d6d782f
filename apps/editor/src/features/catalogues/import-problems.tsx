// What is wrong with a catalogue's text: each problem leads to its place, and what can be mended has a button for it.
import { CircleAlert, Wand2 } from 'lucide-react';
import { Button } from '../../components/button.js';
import { Icon } from '../../components/icon.js';
import { importMessages as words } from '../../lib/messages/catalogue-import.js';
import { problemMessages } from '../../lib/messages/draft.js';
import type { FileProblem } from './catalogue-file.js';

type ProblemsProps = {
  problems: readonly FileProblem[];
  area: React.RefObject<HTMLTextAreaElement | null>;
  onText: (text: string) => void;
};

/** The list; nothing when nothing is wrong. */
export function ImportProblems({ problems, area, onText }: ProblemsProps) {
  const mend = ({ fix }: FileProblem): void => {
    if (fix !== undefined) onText(fix.text);
    // The button goes with its problem.
    area.current?.focus({ preventScroll: true });
  };
  return (
    <div role="status" className="import-problems">
      {problems.length > 0 && (
        <section className="panel" aria-label={words.problems(problems.length)}>
          <header className="panel-head">
            <h3>{words.problems(problems.length)}</h3>
          </header>
          <ul className="problem-list" aria-label={problemMessages.list}>
            {problems.map((problem) => (
              <li key={`${problem.path} ${problem.message}`} className="problem">
                <button type="button" className="problem-place" onClick={() => show(area.current, problem)}>
                  <Icon of={CircleAlert} label={problemMessages.weights.error} />
                  <span className="problem-text">
                    <span dir="auto">{problem.message}</span>
                    <span className="muted">
                      {problem.path !== '' && (
                        <span className="mono">{problem.path.slice(1).replaceAll('/', '.')}</span>
                      )}{' '}
                      {problemMessages.place(problem.line)}
                    </span>
                  </span>
                </button>
                {problem.fix !== undefined && (
                  <Button size="s" icon={Wand2} className="problem-fix" onClick={() => mend(problem)}>
                    {problem.fix.label}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Selects a problem's place in the text and brings its line into sight. */
function show(area: HTMLTextAreaElement | null, { line, range }: FileProblem): void {
  if (area === null) return;
  area.focus();
  area.setSelectionRange(range.from, Math.max(range.to, range.from + 1));
  const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 0;
  area.scrollTop = Math.max(0, (line - 3) * height);
}
