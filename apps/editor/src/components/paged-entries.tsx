// A list of tens or hundreds that is fetched page by page: what it shows while it loads, when it fails, when it is empty,
// and the button for what comes next.
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { messages } from '../lib/messages/common.js';
import { Button } from './button.js';
import { ErrorState } from './error-state.js';
import { Skeleton } from './skeleton.js';

type Pages<Item> = {
  data: { pages: readonly { items: readonly Item[] }[] } | undefined;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => Promise<unknown>;
  fetchNextPage: () => Promise<unknown>;
};

type PagedProps<Item> = {
  pages: Pages<Item>;
  /** In place of a list without entries. */
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
};

/** The list; `children` draws its entries. */
export function PagedEntries<Item>({ pages, empty, children }: PagedProps<Item>) {
  const { data, error, hasNextPage, isFetchingNextPage } = pages;
  if (data === undefined && error === null) return <Skeleton lines={6} />;
  if (data === undefined)
    return (
      <ErrorState
        error={error}
        actions={
          <Button variant="primary" icon={RotateCw} onClick={() => void pages.refetch()}>
            {messages.retry}
          </Button>
        }
      />
    );
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <div className="panel">{empty}</div>;
  return (
    <>
      {children(items)}
      {hasNextPage && (
        <div>
          <Button pending={isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {messages.more}
          </Button>
        </div>
      )}
    </>
  );
}
