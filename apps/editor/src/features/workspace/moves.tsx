// What changes hands with a namespace, and what does not.
import { workspaceMessages as words } from '../../lib/messages/workspace.js';

/** The list. */
export function Moves({ list }: { list: readonly string[] }) {
  return (
    <div>
      <h3>{words.moves}</h3>
      <ul className="told-list">
        {list.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}
