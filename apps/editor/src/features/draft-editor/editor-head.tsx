// The head of a draft: what it is, whether it is saved, and what can be done with it.

import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Eye, PackageOpen, PencilLine, Redo2, Send, Trash2, Undo2 } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { Button, IconButton } from '../../components/button.js';
import { KindMark } from '../../components/kind.js';
import { Menu, type MenuItem } from '../../components/menu.js';
import { PageHead } from '../../components/page-head.js';
import { keysOf, runCommand } from '../../lib/commands.js';
import { draftMessages as words } from '../../lib/messages/draft.js';
import { toText } from './bound-fields.js';
import { isUnmade } from './draft-session.js';
import { useDraft, useEditor, useFactsOf } from './editor-context.js';
import { SaveStateText } from './save-state.js';
import type { ViewName } from './use-view.js';

/** The head. */
export function EditorHead({ reviewReason }: { reviewReason: string | undefined }) {
  const { session, kind } = useEditor();
  const { value } = useDraft();
  const { definition } = useFactsOf(session);
  const title = toText(value.title).trim() || words.untitled;
  return (
    <PageHead
      title={title}
      heading={
        <span className="draft-title">
          <KindMark kind={kind} size={20} />
          <span>{title}</span>
        </span>
      }
      aside={<DraftBadge />}
      actions={
        <>
          <MoreMenu />
          <Button
            variant="primary"
            icon={Send}
            keys={keysOf('draft.review')}
            disabledReason={reviewReason}
            onClick={() => runCommand('draft.review')}
          >
            {words.review}
          </Button>
        </>
      }
    >
      {definition.cloned_from !== undefined && <Lineage />}
    </PageHead>
  );
}

function DraftBadge() {
  const { session } = useEditor();
  const facts = useFactsOf(session);
  const { readonly, base_version, published } = facts.definition;
  if (readonly)
    return (
      <Badge tone="accent" icon={PackageOpen}>
        {words.builtinBadge}
      </Badge>
    );
  const version = base_version ?? published?.latest_version;
  return (
    <Badge icon={PencilLine} className="badge-draft">
      {isUnmade(facts) ? words.unmade.badge : version === undefined ? words.neverPublished : words.draftOf(version)}
    </Badge>
  );
}

function Lineage() {
  const { session } = useEditor();
  const { cloned_from = '', origin_changed } = useFactsOf(session).definition;
  const isRelease = cloned_from.includes('@');
  return (
    <p className="draft-lineage muted">
      {words.clonedFrom}{' '}
      {isRelease ? (
        <Link to="/a/$reference" params={{ reference: cloned_from }}>
          {cloned_from}
        </Link>
      ) : (
        <Link to="/drafts/$id" params={{ id: cloned_from }}>
          #{cloned_from}
        </Link>
      )}
      {origin_changed === true && `. ${words.originChanged}`}
    </p>
  );
}

function MoreMenu() {
  const { session, readOnlyReason } = useEditor();
  const { definition, origin } = useFactsOf(session);
  const navigate = useNavigate();
  const { published } = definition;
  const items: MenuItem[] = [
    { id: 'clone', icon: Copy, label: words.cloneThis, onSelect: () => runCommand('draft.clone') },
  ];
  if (published !== undefined)
    items.push({
      id: 'open',
      icon: Eye,
      label: words.openRelease,
      onSelect: () => void navigate({ to: '/a/$reference', params: { reference: published.name } }),
    });
  if (origin === undefined)
    items.push({
      id: 'discard',
      icon: Trash2,
      label: words.discard,
      danger: true,
      divided: true,
      disabledReason: readOnlyReason,
      onSelect: () => runCommand('draft.discard'),
    });
  return <Menu label={words.more} icon={Ellipsis} items={items} align="end" />;
}

const VIEWS: readonly ViewName[] = ['form', 'json', 'both'];
const KEYS = { form: 'draft.viewForm', json: 'draft.viewJson', both: 'draft.viewBoth' } as const;

/** The bar below the head: views, undo and redo, and where saving stands. */
export function EditorBar({ view, setView }: { view: ViewName; setView: (view: ViewName) => void }) {
  const { readOnlyReason } = useEditor();
  const { canUndo, canRedo } = useDraft();
  return (
    <div className="draft-bar">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's part; this switches the view */}
      <div className="segmented" role="group" aria-label={words.views.label}>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={view === each}
            aria-keyshortcuts={keysOf(KEYS[each])}
            onClick={() => setView(each)}
          >
            {words.views[each]}
          </button>
        ))}
      </div>
      <div className="draft-tools">
        <IconButton
          icon={Undo2}
          label={words.undo}
          keys={keysOf('draft.undo')}
          disabledReason={canUndo ? readOnlyReason : words.nothingToUndo}
          onClick={() => runCommand('draft.undo')}
        />
        <IconButton
          icon={Redo2}
          label={words.redo}
          keys={keysOf('draft.redo')}
          disabledReason={canRedo ? readOnlyReason : words.nothingToRedo}
          onClick={() => runCommand('draft.redo')}
        />
      </div>
      <SaveStateText />
    </div>
  );
}
