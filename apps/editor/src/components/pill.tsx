// News that wait until they are asked for, so that the page never jumps.
import { ArrowUp } from 'lucide-react';
import { messages } from '../lib/messages/common.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

/** A floating button "3 newer changes"; nothing while `count` is 0. */
export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="pill-place" role="status">
      {count > 0 && (
        <button type="button" className="pill" onClick={onShow}>
          <Icon of={ArrowUp} size={14} />
          <span>{messages.newerChanges(count)}</span>
          <span className="pill-show">{messages.show}</span>
          <Kbd keys="r" />
        </button>
      )}
    </div>
  );
}
