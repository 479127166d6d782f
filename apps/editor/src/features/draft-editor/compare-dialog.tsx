// Two texts of one draft beside each other, and what can be done about it.
import type { ReactNode } from 'react';
import { DiffView } from '../../components/code-editor/diff-view.js';
import { Dialog } from '../../components/dialog.js';

type CompareDialogProps = {
  title: string;
  before: { label: string; text: string };
  after: { label: string; text: string };
  actions: ReactNode;
  onClose: () => void;
};

/** The comparison in a window of its own. */
export function CompareDialog({ title, before, after, actions, onClose }: CompareDialogProps) {
  return (
    <Dialog open size="l" className="compare-dialog" title={title} onClose={onClose} footer={actions}>
      <DiffView
        before={before.text}
        after={after.text}
        labels={{ before: before.label, after: after.label }}
        language="json"
      />
    </Dialog>
  );
}
