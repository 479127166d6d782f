// A menu of one filter's values, each with how many it would leave.
import { formatNumber } from '../lib/format.js';
import { gridMessages } from '../lib/messages/grid.js';
import { Menu, type MenuItem } from './menu.js';

type FacetMenuProps = {
  label: string;
  value: string | undefined;
  /** Counts by value, undefined while they are fetched. */
  counts: Readonly<Record<string, number>> | undefined;
  toLabel?: ((value: string) => string) | undefined;
  onOpen: () => void;
  onSelect: (value: string | undefined) => void;
};

/** A facet. */
export function FacetMenu({ label, value, counts, toLabel = String, onOpen, onSelect }: FacetMenuProps) {
  const known = Object.entries(counts ?? {}).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const items: MenuItem[] = [
    { id: '', label: gridMessages.any, checked: value === undefined, onSelect: () => onSelect(undefined) },
    ...known.map(([each, count]) => ({
      id: `value-${each}`,
      label: toLabel(each),
      hint: formatNumber(count),
      checked: each === value,
      onSelect: () => onSelect(each),
    })),
  ];
  return (
    <Menu label={label} size="s" items={items} onOpen={onOpen} className={value === undefined ? undefined : 'is-on'}>
      {label}
    </Menu>
  );
}
