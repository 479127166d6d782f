// The page of one action: what it is, who vouches for it, which versions there are. Its head and its check are shared by its
// views; what changes elsewhere is offered as a pill, so that nothing moves under the reader.
import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { PageHead } from '../../components/page-head.js';
import { NewsPill } from '../../components/pill.js';
import { Skeleton } from '../../components/skeleton.js';
import { useCommand } from '../../lib/commands.js';
import { useNews } from '../../lib/news.js';
import { useRouteReady } from '../../lib/route-ready.js';
import { useVerification, useVerifyRules } from '../../lib/verification.js';
import '../../styles/features/action.css';
import '../../styles/features/action-parts.css';
import {
  ActionContext,
  type ActionInfo,
  type ActionView,
  parseAddress,
  type ReleaseInfo,
  useActionQueries,
} from './action-data.js';
import { ActionHead } from './action-head.js';
import { ActionTabs } from './action-tabs.js';
import { Banners } from './banners.js';
import { ActionMissing } from './missing.js';

/** How long a reader waits for the first verdict before the content is shown without it. */
const VERDICT_MS = 800;

/** The action page. */
export function Page() {
  const { reference } = useParams({ from: '/a/$reference' });
  const { name, selector } = parseAddress(reference);
  return <Named key={name} name={name} selector={selector} />;
}

function Named({ name, selector }: { name: string; selector: string | undefined }) {
  // The rules are on their way while the release is.
  useVerifyRules();
  const { action, release, refresh } = useActionQueries(name, selector);
  const first = action.data?.pages[0];
  const error = action.error ?? release.error;
  const isMissing = first === undefined || release.data === undefined;
  if (isMissing && error !== null)
    return <ActionMissing {...{ name, selector, error }} onRetry={() => void refresh()} />;
  if (isMissing)
    return (
      <div className="page">
        <PageHead title={name} />
        <Skeleton lines={8} />
      </div>
    );
  const pages = action.data?.pages ?? [];
  const more = {
    has: action.hasNextPage,
    isLoading: action.isFetchingNextPage,
    load: () => void action.fetchNextPage(),
  };
  return (
    <Found
      {...{ name, selector, refresh, more }}
      action={first}
      release={release.data}
      versions={pages.flatMap((page) => page.version_states)}
    />
  );
}

type FoundProps = Pick<ActionView, 'name' | 'selector' | 'versions' | 'refresh'> & {
  action: ActionInfo;
  release: ReleaseInfo;
  more: ActionView['moreVersions'];
};

function Found({ name, selector, action, release, versions, refresh, more }: FoundProps) {
  const verification = useVerification(release, { name, selector });
  const news = useNews(({ type, subject }) => {
    const isAbout = subject.split('@', 1)[0] === name;
    return isAbout && (type.startsWith('release.') || type === 'channel.move');
  });
  const showNews = (): void => {
    news.clear();
    void refresh();
  };
  useCommand('news.show', news.count > 0 ? showNews : undefined);
  useRouteReady(verification.state !== 'checking');
  const isSettled = useSettled(verification.state !== 'checking');
  const reference = `${name}@${release.version}`;
  const view: ActionView = {
    ...{ name, selector, action, release, versions, refresh, verification, reference },
    moreVersions: more,
  };
  return (
    <ActionContext value={view}>
      <div className="page action-page">
        <NewsPill count={news.count} onShow={showNews} />
        <ActionHead />
        {isSettled ? (
          <>
            <Banners />
            <ActionTabs />
            <Outlet />
          </>
        ) : (
          <Skeleton lines={8} />
        )}
      </div>
    </ActionContext>
  );
}

/** True once the first verdict is there, so that no banner pushes what is being read; or when it takes its time. */
function useSettled(isChecked: boolean): boolean {
  const [isSettled, setSettled] = useState(isChecked);
  useEffect(() => {
    if (isChecked) setSettled(true);
    const timer = setTimeout(() => setSettled(true), VERDICT_MS);
    return () => clearTimeout(timer);
  }, [isChecked]);
  return isSettled || isChecked;
}
