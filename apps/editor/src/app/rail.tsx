// The way between the editor's parts: a rail that can be collapsed, and on narrow windows a bar at the bottom.
import { Link, useLocation } from '@tanstack/react-router';
import {
  BookOpen,
  CircleHelp,
  KeyRound,
  Library,
  PanelLeftClose,
  PanelLeftOpen,
  PencilLine,
  ScrollText,
  Settings,
} from 'lucide-react';
import { IconButton } from '../components/button.js';
import { classNames } from '../components/class-names.js';
import { Icon, type IconGlyph } from '../components/icon.js';
import { Kbd } from '../components/kbd.js';
import { Logo } from '../components/logo.js';
import { keysOf } from '../lib/commands.js';
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';
import { setPreference, usePreference } from '../lib/preferences.js';

type Part = {
  to: '/library' | '/drafts' | '/catalogues' | '/log' | '/keys' | '/settings';
  label: string;
  icon: IconGlyph;
  keys?: string | undefined;
};

const PARTS: readonly Part[] = [
  { to: '/library', label: shellMessages.library, icon: Library, keys: keysOf('go.library') },
  { to: '/drafts', label: shellMessages.drafts, icon: PencilLine, keys: keysOf('go.drafts') },
  { to: '/catalogues', label: shellMessages.catalogues, icon: BookOpen, keys: keysOf('go.catalogues') },
  { to: '/log', label: shellMessages.log, icon: ScrollText, keys: keysOf('go.log') },
  { to: '/keys', label: shellMessages.keys, icon: KeyRound, keys: keysOf('go.keys') },
  { to: '/settings', label: shellMessages.settings, icon: Settings, keys: keysOf('go.settings') },
];

/** The rail; collapsed it shows icons alone. */
export function Rail() {
  const isOpen = usePreference('rail') === 'open';
  return (
    <nav className="rail" aria-label={shellMessages.rail}>
      <Link to="/library" className="rail-brand" aria-label={messages.appName}>
        <Logo />
        <span className="rail-label">{messages.appName}</span>
      </Link>
      <div className="rail-parts">
        {PARTS.map((part) => (
          <RailLink key={part.to} part={part} />
        ))}
      </div>
      <div className="rail-foot">
        <Link to="/help" className="rail-link" title={isOpen ? undefined : shellMessages.help}>
          <Icon of={CircleHelp} size={18} />
          <span className="rail-label">{shellMessages.help}</span>
        </Link>
        <IconButton
          icon={isOpen ? PanelLeftClose : PanelLeftOpen}
          label={isOpen ? shellMessages.closeRail : shellMessages.openRail}
          aria-expanded={isOpen}
          onClick={() => setPreference('rail', isOpen ? 'closed' : 'open')}
        />
      </div>
    </nav>
  );
}

function RailLink({ part }: { part: Part }) {
  const isHere = useIsHere(part);
  return (
    <Link to={part.to} className={classNames('rail-link', isHere && 'is-here')} title={part.label}>
      <Icon of={part.icon} size={18} />
      <span className="rail-label">{part.label}</span>
      {part.keys && <Kbd keys={part.keys} />}
    </Link>
  );
}

/** The parts at the bottom of narrow windows. */
export function BottomBar() {
  return (
    <nav className="bottom-bar" aria-label={shellMessages.rail}>
      {PARTS.map((part) => (
        <BottomLink key={part.to} part={part} />
      ))}
    </nav>
  );
}

function BottomLink({ part }: { part: Part }) {
  const isHere = useIsHere(part);
  return (
    <Link to={part.to} className={classNames('bottom-link', isHere && 'is-here')}>
      <Icon of={part.icon} size={20} />
      <span>{part.label}</span>
    </Link>
  );
}

/** True in a part of the editor, wherever in it; an action's page belongs to the library. */
function useIsHere({ to }: Part): boolean {
  const { pathname } = useLocation();
  return pathname.startsWith(to) || (to === '/library' && pathname.startsWith('/a/'));
}
