// Which version is shown and which it is compared with; both are in the address.
import type { Catalogue } from '@action-registry/schema';
import { GitCompareArrows, X } from 'lucide-react';
import { Banner } from '../../components/banner.js';
import { Button, IconButton, LinkButton } from '../../components/button.js';
import { ErrorState } from '../../components/error-state.js';
import { SelectField } from '../../components/field.js';
import { Menu } from '../../components/menu.js';
import { Skeleton } from '../../components/skeleton.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import type { CatalogueSearch } from '../../lib/search-params.js';
import { findCommandChanges, isUnchanged } from './catalogue-changes.js';
import { useCatalogue } from './catalogue-data.js';
import { ChangeCounts, ChangesView } from './changes-view.js';

/** Changes the view's address. */
export type SetSearch = (change: CatalogueSearch) => void;

type BarProps = { catalogue: Catalogue; setSearch: SetSearch };

/** The choice of a version, and of one to compare it with. */
export function VersionsBar({ catalogue: { version, versions }, setSearch }: BarProps) {
  const [newest = version] = versions;
  const others = versions.filter((each) => each !== version);
  return (
    <>
      <SelectField
        label={words.version}
        hideLabel
        value={version}
        onChange={({ target }) => {
          const chosen = target.value;
          setSearch({ version: chosen === newest ? undefined : chosen, with: undefined });
        }}
      >
        {versions.map((each) => (
          <option key={each} value={each}>
            {each === newest ? words.inForce(each) : each}
          </option>
        ))}
      </SelectField>
      {others.length === 0 ? (
        <Button icon={GitCompareArrows} disabledReason={words.oneVersion}>
          {words.compare}
        </Button>
      ) : (
        <Menu
          label={words.compareWith}
          icon={GitCompareArrows}
          items={others.map((each) => ({ id: each, label: each, onSelect: () => setSearch({ with: each }) }))}
        >
          {words.compare}
        </Menu>
      )}
    </>
  );
}

/** What there is to say of a version that is not in force. */
export function OlderBanner({ catalogue: { version, versions }, setSearch }: BarProps) {
  const [newest = version] = versions;
  if (newest === version) return null;
  return (
    <Banner
      title={words.older(version, newest)}
      actions={
        <>
          <Button size="s" onClick={() => setSearch({ version: undefined, with: undefined })}>
            {words.newest}
          </Button>
          <Button size="s" onClick={() => setSearch({ version: undefined, with: version })}>
            {words.compare}
          </Button>
        </>
      }
    >
      {words.olderBody}
    </Banner>
  );
}

/** The shown version against `other`, from the lower one to the higher one. */
export function Comparison({ catalogue, other, setSearch }: BarProps & { other: string }) {
  const { device_model, version, versions, commands } = catalogue;
  const asked = useCatalogue(device_model, other);
  // Versions stand from the highest down.
  const isOtherNewer = versions.indexOf(other) !== -1 && versions.indexOf(other) < versions.indexOf(version);
  const [from, to] = isOtherNewer ? [version, other] : [other, version];
  const found = asked.data?.commands ?? [];
  const changes = isOtherNewer ? findCommandChanges(commands, found) : findCommandChanges(found, commands);
  const isReady = asked.data !== undefined;
  return (
    <section className="panel" aria-label={words.changes.title(from, to)}>
      <header className="panel-head">
        <h2>{words.changes.title(from, to)}</h2>
        <span className="change-counts">
          {isReady && <ChangeCounts changes={changes} />}
          <IconButton icon={X} size="s" label={words.changes.close} onClick={() => setSearch({ with: undefined })} />
        </span>
      </header>
      <div className="panel-body">
        {asked.isPending && <Skeleton lines={3} />}
        {asked.error !== null && !isReady && (
          <ErrorState
            error={asked.error}
            actions={
              <LinkButton to="/catalogues/$model" params={{ model: device_model }} search={{}}>
                {words.newest}
              </LinkButton>
            }
          />
        )}
        {isReady && (isUnchanged(changes) ? <p>{words.changes.same}</p> : <ChangesView changes={changes} />)}
      </div>
    </section>
  );
}
