// One change: where, what became of it in a line where that says all, and for longer texts which lines.
import type { Json } from '@action-registry/schema';
import { ChangeParts } from '../../components/change-parts.js';
import { MarkedLine } from '../../components/marked-line.js';
import { collapseEqual, countLines, type DiffLine, diffLines } from '../../lib/line-diff.js';
import { publishMessages as words } from '../../lib/messages/publish.js';
import type { ReleaseChange } from '../../lib/release-changes.js';
import { type ChangePart, toListPart, toSchemaParts } from '../../lib/schema-changes.js';

/** Values up to this length stand in the line. */
const SHORT_MAX = 60;

/** The entry of one change; in a first release everything is new, which is not said each time. */
export function ChangeItem({ change, isFirst }: { change: ReleaseChange; isFirst: boolean }) {
  const { place, before, after, turned } = change;
  const [was, is] = [before, after].map(toText);
  const parts = findParts(change);
  const isShort = parts === undefined && [was, is].every((text) => text === undefined || isShortText(text));
  // Only whether it must be there has changed.
  const isSame = was === is;
  const lines = parts !== undefined || isShort || isSame ? undefined : toLines(was, is);
  const name = words.place(place);
  return (
    <li className="change panel-body">
      <p className="key-line">
        <strong>{name}</strong>
        {!isFirst && was === undefined && <span className="muted">{words.added}</span>}
        {is === undefined && <span className="muted">{words.removed}</span>}
        {turned !== undefined && <span className="muted">{words.turned[turned]}</span>}
        {parts && <ChangeParts parts={parts} />}
        {isShort && !isSame && <ShortValues was={was} is={is} />}
        {lines && !isFirst && <LineCount lines={lines} />}
      </p>
      {lines && <LineDiff lines={lines} label={words.diffOf(name)} />}
    </li>
  );
}

/** An input or output rule by rule, and of a list what came and went; undefined where that would not be short. */
function findParts({ place, before, after }: ReleaseChange): ChangePart[] | undefined {
  const isSchema = place.area === 'input' || place.area === 'output';
  if (!isSchema && !isTextLists(before, after)) return undefined;
  const parts = isSchema ? toSchemaParts(before, after) : [toListPart(before ?? [], after ?? [])];
  return parts.every(({ went, came }) => [...went, ...came].every(isShortText)) ? parts : undefined;
}

/** True for lists of texts of which one at least has entries. */
function isTextLists(before: Json | undefined, after: Json | undefined): boolean {
  const lists = [before ?? [], after ?? []];
  const isTexts = (list: Json): boolean => Array.isArray(list) && list.every((each) => typeof each === 'string');
  return lists.every(isTexts) && lists.some((list) => Array.isArray(list) && list.length > 0);
}

/** Texts as they are; everything else as JSON. */
function toText(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function isShortText(text: string): boolean {
  return text.length <= SHORT_MAX && !text.includes('\n');
}

function toLines(was: string | undefined, is: string | undefined): DiffLine[] {
  if (was !== undefined && is !== undefined) return diffLines(was, is);
  const sign = was === undefined ? '+' : '-';
  return (was ?? is ?? '').split('\n').map((text, at) => ({ at, sign, text }));
}

function ShortValues({ was, is }: { was: string | undefined; is: string | undefined }) {
  return (
    <>
      {was !== undefined && (
        <del>
          <MarkedLine text={was} />
        </del>
      )}
      {was !== undefined && is !== undefined && (
        <span className="muted">
          <span aria-hidden="true">→</span>
          <span className="visually-hidden">{words.became}</span>
        </span>
      )}
      {is !== undefined && (
        <ins>
          <MarkedLine text={is} />
        </ins>
      )}
    </>
  );
}

function LineCount({ lines }: { lines: readonly DiffLine[] }) {
  const { added, removed } = countLines(lines);
  return <span className="muted">{words.lines(added, removed)}</span>;
}

const TAGS = { '+': 'ins', '-': 'del', ' ': 'span' } as const;
const SIGNS = { '+': '+', '-': '−', ' ': ' ' } as const;

function LineDiff({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard
    <section className="diff panel" aria-label={label} tabIndex={0}>
      <pre>
        {collapseEqual(lines).map((part) =>
          'skipped' in part ? (
            <span key={part.at} className="diff-skipped">
              {words.skipped(part.skipped)}
            </span>
          ) : (
            part.lines.map((line) => <Line key={line.at} line={line} />)
          ),
        )}
      </pre>
    </section>
  );
}

function Line({ line: { sign, text } }: { line: DiffLine }) {
  const Tag = TAGS[sign];
  return (
    <Tag className="diff-line">
      <span className="diff-sign">{SIGNS[sign]}</span>
      <span dir="auto">
        <MarkedLine text={text} />
        {'\n'}
      </span>
    </Tag>
  );
}
