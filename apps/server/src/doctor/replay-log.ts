// The log's own tables held against each other and against what was signed: leaves and their hashes, the nodes above them,
// the events beside them, checkpoints and this server's mark. Read in portions, so memory does not grow with the log.
import {
  edgeRoot,
  growEdge,
  type HashedLogNode,
  leafHash,
  nodeHash,
  parseBase64,
  rootNodes,
  toBase64,
  verifyCheckpoint,
} from '@action-registry/core';
import {
  type CheckpointRow,
  type Db,
  findLogNodes,
  type LeafRow,
  listAllEvents,
  listCheckpoints,
  listLeaves,
  listNodes,
  listStrayCheckpoints,
  listStrayNodes,
} from '@action-registry/db';
import type { LogLeaf } from '@action-registry/schema';
import { eraOf, type VerifiedEra } from '../log-eras.js';
import type { LogMark } from '../log-mark.js';
import { findEventDifference, findLeafFacts, findSubject } from './check-event.js';
import { RESTORE_LOG, type Report } from './difference.js';

/** Even, so that from an even index on the two leaves of a pair come in one portion. */
const PORTION = 1_000;
const STRAYS_SHOWN = 20;

/** An entry whose leaf was read; `doubtful` when its hash is not the one that it was logged with. */
export type ReplayedEntry = {
  index: number;
  leaf: string;
  facts: LogLeaf | undefined;
  doubtful: boolean;
  subject?: string;
};

/** What is replayed, and against what; what lies before `from` is taken as it stands. */
export type ReplayInput = {
  tx: Db;
  from: number;
  eras: readonly VerifiedEra[];
  mark: LogMark | undefined;
  report: Report;
  onEntry: (entry: ReplayedEntry) => void;
  onProgress?: ((done: number) => void) | undefined;
};

/** `sound` says that the tree could be followed to the end; `root` is of as much as could be. */
export type Replayed = { size: number; root: Uint8Array; sound: boolean };

/** Replays the log from `from` on and reports each difference. */
export async function replayLog(input: ReplayInput): Promise<Replayed> {
  const tree = await openTree(input);
  if (tree.size === 0) checkCheckpoints(input, tree, await mapCheckpoints(input, { after: -1, to: 0 }));
  for (;;) {
    const start = tree.size;
    const after = start === 0 ? -Number.MAX_SAFE_INTEGER : start - 1;
    const rows = await listLeaves(input.tx, { after, limit: PORTION });
    if (rows.length === 0 || !tree.sound) break;
    await replayPortion(input, tree, takeUnbroken(input, tree, rows));
    input.onProgress?.(tree.size);
  }
  // Behind a gap there is no telling what is too much.
  if (tree.sound) await reportStrays(input, tree);
  return { size: tree.size, root: edgeRoot(tree.edge), sound: tree.sound };
}

type Tree = { size: number; edge: HashedLogNode[]; sound: boolean };

/** The tree of the first `from` entries, from the nodes that are stored of it. */
async function openTree({ tx, from, report, mark, eras }: ReplayInput): Promise<Tree> {
  const origin = eras.at(-1)?.origin;
  if (mark !== undefined && mark.origin !== origin)
    report({
      where: 'mark',
      what: 'origin',
      expected: origin ?? 'none',
      found: mark.origin,
      next: 'See LOG_ORIGIN and DATA_DIR.',
    });
  const places = rootNodes(from);
  const hashes = await findLogNodes(tx, places);
  const edge = places.flatMap((place, at) => {
    const hash = hashes[at];
    if (hash === undefined)
      report({ where: `log_nodes ${place.level}/${place.index}`, what: 'the node is missing', next: RESTORE_LOG });
    return hash === undefined ? [] : [{ ...place, hash }];
  });
  return { size: from, edge, sound: edge.length === places.length };
}

/** The rows up to the first gap. It ends the replay: nothing after it has a place in the tree. */
function takeUnbroken({ report }: ReplayInput, tree: Tree, rows: readonly LeafRow[]): readonly LeafRow[] {
  const at = rows.findIndex(({ idx }, place) => idx !== tree.size + place);
  if (at === -1) return rows;
  report({
    where: `log_leaves ${tree.size + at}`,
    what: 'the entry is missing, and nothing after it was examined',
    found: `${rows[at]?.idx} as the next index`,
    next: RESTORE_LOG,
  });
  tree.sound = false;
  return rows.slice(0, at);
}

async function replayPortion(input: ReplayInput, tree: Tree, rows: readonly LeafRow[]): Promise<void> {
  const { tx, report, onEntry } = input;
  const stretch = { start: tree.size, end: tree.size + rows.length };
  const events = new Map((await listAllEvents(tx, stretch)).map((event) => [event.idx, event]));
  const nodes = new Map((await listNodes(tx, stretch)).map((node) => [`${node.level}/${node.index}`, node.hash]));
  const checkpoints = await mapCheckpoints(input, { after: stretch.start, to: stretch.end });
  const hashes = rows.map(({ leaf }) => leafHash(leaf));
  for (const [place, row] of rows.entries()) {
    const hash = chooseHash({ rows, hashes, nodes, place });
    const doubtful = !isEqual(hash, hashes[place]);
    if (!isEqual(row.leaf_hash, hashes[place])) reportHash(report, row, hashes[place]);
    const facts = findLeafFacts(row.leaf);
    const event = events.get(row.idx);
    const difference = findEventDifference(row, doubtful ? undefined : facts, event);
    if (difference !== undefined) report(difference);
    const subject = doubtful || facts === undefined ? event?.subject : (findSubject(facts) ?? event?.subject);
    onEntry({ index: row.idx, leaf: row.leaf, facts, doubtful, ...(subject !== undefined && { subject }) });
    const grown = growEdge(tree.edge, tree.size, hash);
    tree.size += 1;
    for (const node of grown) if (node.level > 0) checkNode(report, node, nodes.get(`${node.level}/${node.index}`));
    checkCheckpoints(input, tree, checkpoints);
  }
}

type Portion = {
  rows: readonly LeafRow[];
  hashes: readonly Uint8Array[];
  nodes: ReadonlyMap<string, Uint8Array>;
  place: number;
};

/** Where a leaf and its hash disagree, the node above tells which of them was changed; else the stored hash is taken. */
function chooseHash({ rows, hashes, nodes, place }: Portion): Uint8Array {
  const [row, made] = [rows[place], hashes[place]];
  if (row === undefined || made === undefined) throw new RangeError('a place in the portion');
  if (isEqual(made, row.leaf_hash)) return made;
  const isRight = row.idx % 2 === 1;
  const sibling = rows[isRight ? place - 1 : place + 1]?.leaf_hash;
  const above = nodes.get(`1/${Math.floor(row.idx / 2)}`);
  if (sibling === undefined || above === undefined) return row.leaf_hash;
  const parent = isRight ? nodeHash(sibling, made) : nodeHash(made, sibling);
  return isEqual(parent, above) ? made : row.leaf_hash;
}

function reportHash(report: Report, row: LeafRow, made: Uint8Array | undefined): void {
  const [expected, found] = [toBase64(row.leaf_hash), made === undefined ? '' : toBase64(made)];
  report({
    where: `log_leaves ${row.idx}`,
    what: 'the leaf is not the one of its hash',
    expected,
    found,
    next: RESTORE_LOG,
  });
}

function checkNode(report: Report, { level, index, hash }: HashedLogNode, stored: Uint8Array | undefined): void {
  if (isEqual(stored, hash)) return;
  const where = `log_nodes ${level}/${index}`;
  if (stored === undefined) report({ where, what: 'the node is missing', expected: toBase64(hash), next: RESTORE_LOG });
  else report({ where, what: 'hash', expected: toBase64(hash), found: toBase64(stored), next: RESTORE_LOG });
}

async function mapCheckpoints(
  { tx }: ReplayInput,
  range: { after: number; to: number },
): Promise<Map<number, CheckpointRow>> {
  return new Map((await listCheckpoints(tx, range)).map((row) => [row.size, row]));
}

/** Whatever was signed for the size that the tree has now. */
function checkCheckpoints(
  { mark, report, eras }: ReplayInput,
  { size, edge }: Tree,
  checkpoints: ReadonlyMap<number, CheckpointRow>,
): void {
  const row = checkpoints.get(size);
  if (row === undefined && mark?.size !== size) return;
  const root = edgeRoot(edge);
  if (mark?.size === size && !isEqual(parseBase64(mark.root), root))
    report({
      where: `mark of size ${size}`,
      what: 'the entries are not those that this server has seen',
      expected: mark.root,
      found: toBase64(root),
      next: RESTORE_LOG,
    });
  if (row === undefined) return;
  const where = `log_checkpoints ${size}`;
  if (!isEqual(row.root, root))
    report({ where, what: 'root', expected: toBase64(root), found: toBase64(row.root), next: RESTORE_LOG });
  const { keys, origin } = getEra(eras, size);
  const verdict = verifyCheckpoint(row.note, { keys, origin });
  if (!verdict.ok)
    report({ where, what: 'the note is not signed by the log', found: verdict.problem, next: RESTORE_LOG });
  else if (verdict.checkpoint.size !== size || !isEqual(verdict.checkpoint.root, root))
    report({
      where,
      what: 'the entries are not those that were signed',
      expected: `${verdict.checkpoint.size} ${toBase64(verdict.checkpoint.root)}`,
      found: `${size} ${toBase64(root)}`,
      next: RESTORE_LOG,
    });
}

function getEra(eras: readonly VerifiedEra[], size: number): VerifiedEra {
  const era = eraOf(eras, size);
  if (era === undefined) throw new RangeError('a log has a name');
  return era;
}

/** What is there of a larger log. Where one was signed, the rows are of that one, and this one cannot judge them. */
async function reportStrays({ tx, mark, report }: ReplayInput, tree: Tree): Promise<void> {
  const { size } = tree;
  const stray = await listStrayCheckpoints(tx, { size, limit: STRAYS_SHOWN });
  const signed = [
    ...(mark !== undefined && mark.size > size ? [`mark of size ${mark.size}`] : []),
    ...stray.map((at) => `log_checkpoints ${at}`),
  ];
  tree.sound = signed.length === 0;
  for (const where of signed)
    report({
      where,
      what: 'there was more than there is',
      found: `${size} entries`,
      next: 'The database is older than what others have seen: restore the newest backup.',
    });
  for (const { level, index } of await listStrayNodes(tx, { size, limit: STRAYS_SHOWN }))
    report({
      where: `log_nodes ${level}/${index}`,
      what: `no log of ${size} entries has this node`,
      next: RESTORE_LOG,
    });
}

function isEqual(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  return left !== undefined && right !== undefined && Buffer.compare(left, right) === 0;
}
