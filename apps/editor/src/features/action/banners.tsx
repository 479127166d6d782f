// What a reader must know before anything else: the bytes are not what was signed, this version was withdrawn or is advised
// against, a newer one is there, or nobody whom this browser knows vouches yet.
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../../components/banner.js';
import { Button, LinkButton } from '../../components/button.js';
import { downloadText } from '../../lib/download.js';
import { actionMessages } from '../../lib/messages/action.js';
import { verifyMessages } from '../../lib/messages/verify.js';
import { useActionView } from './action-data.js';
import { TrustDialog } from './trust-dialog.js';
import { countNewer, isPrerelease } from './version-order.js';

const words = actionMessages.banners;

/** All banners that apply, the gravest first. */
export function Banners() {
  return (
    <>
      <InvalidBanner />
      <UnknownKeyBanner />
      <StateBanners />
      <BehindBanner />
    </>
  );
}

function InvalidBanner() {
  const { verification } = useActionView();
  if (verification.state !== 'invalid') return null;
  return (
    <>
      <Banner tone="danger" title={words.invalid(verification.verdict?.headline ?? '')}>
        {words.invalidBody}
      </Banner>
      <ForkBanner />
    </>
  );
}

function ForkBanner() {
  const evidence = useActionView().verification.verdict?.forkEvidence;
  if (evidence === undefined) return null;
  const download = (): void => downloadText(verifyMessages.forkFile, evidence, 'application/json');
  return (
    <Banner
      tone="danger"
      title={verifyMessages.forkTitle}
      actions={
        <Button size="s" icon={Download} onClick={download}>
          {verifyMessages.forkDownload}
        </Button>
      }
    >
      {verifyMessages.forkBody}
    </Banner>
  );
}

function UnknownKeyBanner() {
  const { verification, release } = useActionView();
  const [isOpen, setOpen] = useState(false);
  if (verification.state !== 'unknown_key') return null;
  const kids = [...new Set(release.signatures.map(({ kid }) => kid))].join(', ');
  return (
    <>
      <Banner
        tone="info"
        title={verifyMessages.firstUse(kids)}
        actions={
          <Button size="s" onClick={() => setOpen(true)}>
            {verifyMessages.trust}
          </Button>
        }
      >
        {verifyMessages.firstUseBody}
      </Banner>
      {isOpen && <TrustDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function StateBanners() {
  const { release } = useActionView();
  const { deprecated, deprecation_reason, severity, replaced_by, yanked, yank_reason } = release;
  return (
    <>
      {yanked && (
        <Banner tone="danger" title={words.yanked}>
          {yank_reason}
        </Banner>
      )}
      {deprecated && (
        <Banner
          tone={severity === 'unsafe' ? 'danger' : 'warning'}
          title={severity === 'unsafe' ? words.unsafe : words.deprecated}
          actions={
            replaced_by !== undefined && (
              <LinkButton size="s" to="/a/$reference" params={{ reference: replaced_by }}>
                {words.replacement}
              </LinkButton>
            )
          }
        >
          <span dir="auto">{deprecation_reason}</span>
        </Banner>
      )}
    </>
  );
}

function BehindBanner() {
  const { name, action, versions, release } = useActionView();
  const { version } = release;
  const latest = action.channels.latest ?? action.latest_version;
  const newer = countNewer(versions, version);
  const isAhead = isPrerelease(version) && newer === 0 && latest !== version;
  if (latest === version || (newer === 0 && !isAhead)) return null;
  return (
    <Banner
      tone="info"
      title={isAhead ? words.prerelease(version, latest) : words.behind(version, newer, latest)}
      actions={
        <LinkButton size="s" to="/a/$reference" params={{ reference: `${name}@${latest}` }}>
          {words.goTo(latest)}
        </LinkButton>
      }
    />
  );
}
