// What stands beside the draft: its problems, or its preview.
import { Tabs } from '../../components/tabs.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { useEditor } from './editor-context.js';
import { Preview } from './preview/preview.js';
import { ProblemList } from './problem-list.js';
import type { PanelName } from './use-view.js';

type SidePanelProps = { panel: PanelName; setPanel: (panel: PanelName) => void; currentId: string | undefined };

/** The panel. */
export function SidePanel({ panel, setPanel, currentId }: SidePanelProps) {
  const { problems } = useEditor();
  const tabs = [
    { id: 'problems', label: words.panels.problems, badge: problems.length === 0 ? undefined : problems.length },
    { id: 'preview', label: words.panels.preview },
  ] as const;
  return (
    <aside className="panel draft-panel" aria-label={words.panels.label}>
      <Tabs label={words.panels.label} tabs={tabs} selected={panel} onSelect={setPanel}>
        {panel === 'problems' ? <ProblemList currentId={currentId} /> : <Preview />}
      </Tabs>
    </aside>
  );
}
