// A key or a chord as it is shown beside what it does.
import { formatKeys } from '../lib/keys.js';

/** The keys of a shortcut such as `Mod+K` or `g l`, in the words of the reader's keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {formatKeys(keys).map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the keys of one shortcut stand in a fixed order and may repeat
        <kbd key={index}>{key}</kbd>
      ))}
    </span>
  );
}
