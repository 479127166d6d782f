// Who uses a device model: latest releases, and the drafts of one's own workspace. Models that extend it use it too.
import { Link } from '@tanstack/react-router';
import { ErrorState } from '../../components/error-state.js';
import { Skeleton } from '../../components/skeleton.js';
import { catalogueMessages } from '../../lib/messages/catalogues.js';
import { useUses } from './catalogue-data.js';

const words = catalogueMessages.uses;

/** The panel. */
export function UsedBy({ model }: { model: string }) {
  const { data, error, isPending } = useUses(model);
  const total = (data?.releases.total ?? 0) + (data?.definitions?.total ?? 0);
  return (
    <section id="uses" className="panel" aria-label={words.title}>
      <header className="panel-head">
        <h2>{data === undefined ? words.title : words.count(total)}</h2>
      </header>
      <div className="panel-body uses">
        {isPending && <Skeleton lines={2} />}
        {error !== null && data === undefined && <ErrorState error={error} />}
        {data !== undefined && total === 0 && <p className="muted">{words.none}</p>}
        {data !== undefined && data.releases.total > 0 && (
          <UseList title={words.releases(data.releases.total)} rest={data.releases.total - data.releases.items.length}>
            {data.releases.items.map(({ name, version, device_model }) => (
              <li key={name} className="use">
                <Link to="/a/$reference" params={{ reference: name }} className="mono">
                  {name}
                </Link>{' '}
                <span className="mono muted">{version}</span> <Through {...{ model, device_model }} />
              </li>
            ))}
          </UseList>
        )}
        {data?.definitions !== undefined && data.definitions.total > 0 && (
          <UseList
            title={words.definitions(data.definitions.total)}
            rest={data.definitions.total - data.definitions.items.length}
          >
            {data.definitions.items.map(({ id, title, device_model }) => (
              <li key={id} className="use">
                <Link to="/drafts/$id" params={{ id: String(id) }} dir="auto">
                  {title}
                </Link>{' '}
                <Through {...{ model, device_model }} />
              </li>
            ))}
          </UseList>
        )}
        {data !== undefined && data.definitions === undefined && <p className="muted">{words.hidden}</p>}
      </div>
    </section>
  );
}

type UseListProps = { title: string; rest: number; children: React.ReactNode };

function UseList({ title, rest, children }: UseListProps) {
  return (
    <div>
      <h3>{title}</h3>
      <ul aria-label={title}>
        {children}
        {rest > 0 && <li className="use muted">{words.more(rest)}</li>}
      </ul>
    </div>
  );
}

function Through({ model, device_model }: { model: string; device_model: string }) {
  if (device_model === model) return null;
  return (
    <Link to="/catalogues/$model" params={{ model: device_model }} search={{}} className="muted">
      {words.through(device_model)}
    </Link>
  );
}
