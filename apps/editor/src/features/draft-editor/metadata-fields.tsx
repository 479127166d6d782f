// What an action says about itself: tags, effects, what it needs, and whether it can be undone.
import { isJsonObject } from '@action-registry/schema';
import { fieldMessages as words } from '../../lib/messages/draft.js';
import { BoundCheckbox, BoundList, BoundText } from './bound-fields.js';
import { useDraft } from './editor-context.js';
import { FoldedSection } from './section.js';

/** The fields of the metadata. */
export function MetadataFields() {
  const { value } = useDraft();
  const { metadata } = value;
  const tags = isJsonObject(metadata) && Array.isArray(metadata.tags) ? metadata.tags.map(String) : [];
  return (
    <FoldedSection title={words.sections.metadata} note={tags.join(', ')} pointer="/metadata">
      <BoundList pointer="/metadata/tags" label={words.tags} hint={words.tagsHint} separator="," />
      <div className="field-row">
        <BoundText pointer="/metadata/entity" label={words.entity} placeholder="file" />
        <BoundText pointer="/metadata/action" label={words.action} placeholder="move" />
      </div>
      <div className="field-row">
        <BoundList
          pointer="/metadata/sideEffects"
          label={words.sideEffects}
          hint={words.sideEffectsHint}
          separator={'\n'}
        />
        <BoundList
          pointer="/metadata/permissions"
          label={words.permissions}
          hint={words.permissionsHint}
          separator={'\n'}
        />
      </div>
      <BoundCheckbox pointer="/metadata/reversible" label={words.reversible} />
      <BoundCheckbox pointer="/metadata/requiresApproval" label={words.requiresApproval} />
    </FoldedSection>
  );
}
