// Help in one page: the way to a first release, what the badges mean, and the words that the editor uses.
import { Link } from '@tanstack/react-router';
import { VerifyBadge } from '../../components/badge.js';
import { PageHead } from '../../components/page-head.js';
import { helpMessages as words } from '../../lib/messages/help.js';
import { useRouteReady } from '../../lib/route-ready.js';
import '../../styles/features/help.css';

const BADGES = ['verified', 'unknown_key', 'invalid', 'unsigned', 'builtin', 'unavailable'] as const;

/** The help page. */
export function Page() {
  useRouteReady(true);
  return (
    <div className="page help">
      <PageHead title={words.title}>
        <p className="help-lead">{words.lead}</p>
      </PageHead>
      <section aria-labelledby="help-first">
        <h2 id="help-first">{words.first}</h2>
        <ol className="help-steps">
          {words.steps.map(({ to, title, body }) => (
            <li key={title}>
              <Link to={to}>{title}</Link>
              <p>{body}</p>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="help-badges">
        <h2 id="help-badges">{words.badges}</h2>
        <dl className="help-list">
          {BADGES.map((state) => (
            <div key={state}>
              <dt>
                <VerifyBadge state={state} />
              </dt>
              <dd>{words.badgeTexts[state]}</dd>
            </div>
          ))}
        </dl>
        <p className="muted">{words.registrySays}</p>
      </section>
      <section aria-labelledby="help-words">
        <h2 id="help-words">{words.words}</h2>
        <dl className="help-list">
          {words.glossary.map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="help-more">
        <h2 id="help-more">{words.more}</h2>
        <ul className="help-links">
          <li>
            <Link to="/settings/shortcuts">{words.keyboard}</Link>
          </li>
          <li>
            <a href="/docs">{words.api}</a>
          </li>
          <li>
            <a href="/openapi.json">{words.openapi}</a>
          </li>
        </ul>
      </section>
    </div>
  );
}
