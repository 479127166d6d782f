// From an address to the steps that lead there.
import { messages } from '../lib/messages/common.js';
import { shellMessages } from '../lib/messages/shell.js';

/** One step; the last one is where one is. */
export type Step = {
  label: string;
  to?: '/library' | '/drafts' | '/catalogues' | '/log' | '/keys' | '/settings' | undefined;
};

const PARTS: Readonly<Record<string, Step>> = {
  library: { label: shellMessages.library, to: '/library' },
  a: { label: shellMessages.library, to: '/library' },
  drafts: { label: shellMessages.drafts, to: '/drafts' },
  catalogues: { label: shellMessages.catalogues, to: '/catalogues' },
  log: { label: shellMessages.log, to: '/log' },
  keys: { label: shellMessages.keys, to: '/keys' },
  settings: { label: shellMessages.settings, to: '/settings' },
  help: { label: shellMessages.help },
};

/** The steps to a path below /app. */
export function toBreadcrumb(pathname: string): Step[] {
  const [part = '', ...rest] = pathname.split('/').filter((segment) => segment !== '');
  const first = PARTS[part] ?? { label: messages.appName };
  return [first, ...rest.map((segment) => ({ label: toLabel(part, decode(segment)) }))];
}

function toLabel(part: string, segment: string): string {
  const names: Readonly<Record<string, string>> = shellMessages.segments;
  return part === 'a' && segment.includes('.') ? segment : (names[segment] ?? segment);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
