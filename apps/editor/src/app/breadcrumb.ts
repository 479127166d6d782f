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

/** The draft that a path is about; undefined where it is about none. */
export function findDraftId(pathname: string): number | undefined {
  const [, id] = /^\/drafts\/([1-9]\d{0,14})(?:\/|$)/.exec(pathname) ?? [];
  return id === undefined ? undefined : Number(id);
}

/** The steps to a path below /app; a draft is called by its title once that is known. */
export function toBreadcrumb(pathname: string, draftTitle?: string): Step[] {
  const [part = '', ...rest] = pathname.split('/').filter((segment) => segment !== '');
  const first = PARTS[part] ?? { label: messages.appName };
  const labels = rest.map((segment) => toLabel(part, decode(segment)));
  if (draftTitle !== undefined && draftTitle !== '' && findDraftId(pathname) !== undefined) labels[0] = draftTitle;
  return [first, ...labels.map((label) => ({ label }))];
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
