// What can be done with a version: kept as a file, followed by the next one, or extended by a device model of one's own. What
// one may not do stays visible and says why.
import { canonicalize, digestOf, leastVersion, toCatalogueContent, toJson } from '@action-registry/core';
import type { Catalogue, CatalogueContent, CatalogueSummary } from '@action-registry/schema';
import { Download, Ellipsis, GitBranchPlus, Upload } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button, IconButton } from '../../components/button.js';
import { Menu } from '../../components/menu.js';
import { showToast } from '../../components/toast.js';
import { downloadText } from '../../lib/download.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';
import { type SessionState, useSession } from '../../lib/session.js';

const ImportDialog = lazy(() => import('./import-dialog.js').then(({ ImportDialog }) => ({ default: ImportDialog })));

type ActionsProps = { catalogue: Catalogue; models: readonly CatalogueSummary[] };

/** The buttons. */
export function ModelActions({ catalogue, models }: ActionsProps) {
  const session = useSession();
  const [start, setStart] = useState<string>();
  return (
    <>
      <IconButton icon={Download} label={words.exportHint} variant="secondary" onClick={() => save(catalogue)} />
      <Button
        icon={Upload}
        disabledReason={whyNotNext(catalogue, session)}
        title={words.nextHint}
        onClick={() => setStart(toText(toNext(catalogue)))}
      >
        {words.next}
      </Button>
      <Menu
        label={words.more}
        icon={Ellipsis}
        align="end"
        items={[
          {
            id: 'extend',
            label: words.extend,
            icon: GitBranchPlus,
            hint: words.extendHint,
            disabledReason: session.whyNot('catalogues:write'),
            onSelect: () => setStart(toText(toExtension(catalogue))),
          },
        ]}
      />
      {start !== undefined && (
        <Suspense fallback={null}>
          <ImportDialog start={start} models={models} onClose={() => setStart(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** Why the caller may not put the next version; undefined when they may. */
function whyNotNext({ origin, workspace }: Catalogue, { caller, whyNot }: SessionState): string | undefined {
  if (origin !== 'workspace') return whyNot('catalogues:write') ?? whyNot('registry:operate');
  const isOurs = workspace === null || caller == null || workspace === caller.workspace;
  return whyNot('catalogues:write') ?? (isOurs ? undefined : words.notYours(workspace));
}

/** Saves the version as it was put: its digest is the one that the log has. */
function save(catalogue: Catalogue): void {
  const content = toCatalogueContent(catalogue);
  if (digestOf(canonicalize(toJson(content))) !== catalogue.hash) {
    showToast({ tone: 'danger', title: words.exportBroken });
    return;
  }
  downloadText(`${content.device_model}@${content.version}.json`, `${toText(content)}\n`, 'application/json');
}

function toNext(catalogue: Catalogue): CatalogueContent {
  const [newest = catalogue.version] = catalogue.versions;
  return { ...toCatalogueContent(catalogue), version: leastVersion(newest, 'patch') };
}

/** A model that extends this one, with a command to begin with. */
function toExtension({ device_model, commands }: Catalogue): CatalogueContent {
  return {
    device_model: `my_${device_model}`.slice(0, 64),
    version: '1.0.0',
    extends: device_model,
    commands: [
      {
        name: 'my_command',
        action_type: commands[0]?.action_type ?? 'web',
        description: 'What it does.',
        risk: 'write',
        params_schema: { type: 'object', properties: {}, additionalProperties: false },
      },
    ],
  };
}

function toText(content: CatalogueContent): string {
  return JSON.stringify(content, null, 2);
}
