// The views of an action, as links: each is an address.
import { useParams } from '@tanstack/react-router';
import { NavTab, NavTabs } from '../../components/tabs.js';
import { formatNumber } from '../../lib/format.js';
import { actionMessages } from '../../lib/messages/action.js';
import { useActionView } from './action-data.js';

const words = actionMessages.tabs;

/** The bar of views. */
export function ActionTabs() {
  const { reference } = useParams({ from: '/a/$reference' });
  const { action } = useActionView();
  const to = { params: { reference }, resetScroll: false } as const;
  return (
    <NavTabs label={words.label}>
      <NavTab to="/a/$reference" {...to} activeOptions={{ exact: true }}>
        {words.overview}
      </NavTab>
      <NavTab to="/a/$reference/use" {...to}>
        {words.use}
      </NavTab>
      <NavTab to="/a/$reference/versions" {...to} badge={formatNumber(action.versions)}>
        {words.versions}
      </NavTab>
    </NavTabs>
  );
}
