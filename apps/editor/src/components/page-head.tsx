// A view's head: its one h1, which has the focus after navigating, the window's title, and the view's main buttons.
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { messages } from '../lib/messages/common.js';
import { classNames } from './class-names.js';

type PageHeadProps = {
  title: string;
  /** What stands in the heading when it is more than the title. */
  heading?: ReactNode;
  /** Right of the heading: versions, counts, badges. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** Below the heading. */
  children?: ReactNode;
  /** The heading is for assistive technology alone. */
  hidden?: boolean | undefined;
};

/** The head of a view. */
export function PageHead({ title, heading, aside, actions, children, hidden = false }: PageHeadProps) {
  const ref = useHeadingFocus(title);
  return (
    <header className={classNames('page-head', hidden && 'visually-hidden')}>
      <div className="page-head-row">
        <h1 ref={ref} tabIndex={-1} dir="auto">
          {heading ?? title}
        </h1>
        {aside !== undefined && <div className="page-head-aside">{aside}</div>}
        {actions !== undefined && <div className="page-head-actions">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

let hasNavigated = false;

/** Names the window, and moves the focus to the heading after a navigation: not on the first view, and not away from where
 * the view itself has put it. */
function useHeadingFocus(title: string) {
  const ref = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => {
    document.title = `${title} · ${messages.appName}`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what changes when one has navigated
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    const isInPage = ref.current?.closest('main')?.contains(document.activeElement) === true;
    if (hasNavigated && (isLost || !isInPage) && document.querySelector('dialog:modal') === null)
      ref.current?.focus({ preventScroll: true });
    hasNavigated = true;
  }, [path]);
  return ref;
}
