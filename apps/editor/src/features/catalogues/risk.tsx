// What a command may do to a device, as a word with an icon: never by colour alone.
import type { Risk } from '@action-registry/schema';
import { Eye, PencilLine, TriangleAlert } from 'lucide-react';
import { Badge } from '../../components/badge.js';
import { catalogueMessages as words } from '../../lib/messages/catalogues.js';

const LOOKS = {
  read: { icon: Eye, tone: 'neutral' },
  write: { icon: PencilLine, tone: 'info' },
  destructive: { icon: TriangleAlert, tone: 'danger' },
} as const;

/** The risk of a command. */
export function RiskBadge({ risk }: { risk: Risk }) {
  return (
    <Badge {...LOOKS[risk]} title={words.riskHints[risk]}>
      {words.risks[risk]}
    </Badge>
  );
}
