// What can be done to the selected actions, at the bottom of the window while there are any.
import { Archive, Milestone, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '../../components/button.js';
import { gridMessages } from '../../lib/messages/grid.js';
import { libraryMessages } from '../../lib/messages/library.js';
import type { Selection } from '../../lib/selection.js';
import { useSession } from '../../lib/session.js';
import type { BulkWork } from './bulk-run.js';
import type { LibraryItem } from './library-query.js';

const words = libraryMessages.bulk;
const BulkDialog = lazy(() => import('./bulk-dialog.js').then((file) => ({ default: file.BulkDialog })));

type BulkBarProps = {
  selection: Selection;
  find: (name: string) => LibraryItem | undefined;
  onDone: () => Promise<void>;
};

/** The bar; nothing while nothing is selected. */
export function BulkBar({ selection, find, onDone }: BulkBarProps) {
  const { whyNot } = useSession();
  const [work, setWork] = useState<BulkWork['type'] | undefined>();
  const [chosen, setChosen] = useState<readonly LibraryItem[]>([]);
  const start = (type: BulkWork['type']): void => {
    setChosen(selection.keys.map(find).filter((item) => item !== undefined));
    setWork(type);
  };
  return (
    <>
      {selection.count > 0 && (
        <section className="bulk-bar" aria-label={words.label}>
          <strong role="status">{gridMessages.selected(selection.count)}</strong>
          <Button size="s" icon={Milestone} disabledReason={whyNot('channels:move')} onClick={() => start('channel')}>
            {words.channel}
          </Button>
          <Button
            size="s"
            icon={Archive}
            disabledReason={whyNot('releases:moderate')}
            onClick={() => start('deprecate')}
          >
            {words.deprecate}
          </Button>
          <IconButton icon={X} size="s" label={gridMessages.clearSelection} keys="Escape" onClick={selection.clear} />
        </section>
      )}
      {work !== undefined && (
        <Suspense>
          <BulkDialog
            type={work}
            items={chosen}
            onClose={() => setWork(undefined)}
            onDone={async () => {
              selection.clear();
              await onDone();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
