// The key that signs the log's checkpoints: one for all servers of a registry, in a file that is readable by its owner only.
// Its public half is a trusted key of role `log`, added to the log itself when it is made.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import {
  formatSignerKey,
  importPublicKey,
  LogFormatError,
  type NoteSigner,
  parseSignerKey,
  publicKeyOf,
  thumbprintOf,
  toNoteSigner,
  toWireBase64,
} from '@action-registry/core';
import { appendLog, type Database, enterOperator, insertKey, listKeys, setKeyLogIndex } from '@action-registry/db';
import { LogStopError } from './log-stop.js';
import { toKeyFacts } from './services/key-facts.js';
import { publicEntry } from './services/log-entry.js';

const ACTOR = 'system:first-start';
const SEED_BYTES = 32;

type LogKeyPlace = { database: Database; file: string; origin: string; now: () => Date };

/**
 * The key of the file, made where neither the file nor a key of the log exists. Throws LogStopError for a file that is not
 * of this log, and where the log has a key whose file is not here.
 */
export async function openLogKey({ database, file, origin, now }: LogKeyPlace): Promise<NoteSigner> {
  const standing = (await listKeys(database.db)).filter(({ role, status }) => role === 'log' && status === 'active');
  const signer = await readLogKey({ file, origin });
  if (signer === undefined && standing.length > 0)
    throw new LogStopError(
      `the log's key is not here: ${file} is missing. Copy it from the server that has it, or set LOG_KEY_FILE to where it is. Without it nothing can be signed: keep a copy of it apart from the database (docs/operating.md).`,
    );
  const used = signer ?? createLogKey(origin);
  // The file comes first: a key whose only copy was lost could sign nothing.
  if (signer === undefined) await writeFile(file, `${formatSignerKey(used)}\n`, { mode: 0o600, flag: 'wx' });
  await trustLogKey(database, used, now().toISOString());
  return used;
}

/** The key of the file, undefined where there is none; throws LogStopError for a file that is not of this log. */
export async function readLogKey({
  file,
  origin,
}: Pick<LogKeyPlace, 'file' | 'origin'>): Promise<NoteSigner | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : readSigner(text, { file, origin });
}

function readSigner(text: string, { file, origin }: Pick<LogKeyPlace, 'file' | 'origin'>): NoteSigner {
  try {
    const signer = parseSignerKey(text.trim());
    if (signer.name === origin) return signer;
    throw new LogStopError(
      `${file} is the key of the log '${signer.name}', and this one is '${origin}'. See LOG_ORIGIN; if the log was restarted, copy the key of the server that did it.`,
    );
  } catch (error) {
    if (!(error instanceof LogFormatError)) throw error;
    throw new LogStopError(`${file} is no signing key of a log: ${error.message}. See LOG_KEY_FILE.`, { cause: error });
  }
}

/** The row of a log's key, and the facts that its leaf says. */
export function toLogKeyRow(signer: NoteSigner, at: string) {
  const facts = {
    kid: kidOf(signer),
    public_key: toWireBase64(publicKeyOf(signer.seed)),
    role: 'log',
    scope: null,
    valid_from: null,
    valid_until: null,
  } as const;
  const row = {
    ...facts,
    thumbprint: thumbprintOf(importPublicKey(publicKeyOf(signer.seed))),
    status: 'active',
    comment: `Signs the checkpoints of ${signer.name}`,
    origin: 'global',
    workspace_id: null,
    created_at: at,
    updated_at: at,
  } as const;
  return { row, leaf: { type: 'key.add', v: 1, alg: 'ed25519', ...facts } as const };
}

/** Writes the public half down as a trusted key of role `log`; a key that stands already changes nothing. */
async function trustLogKey(database: Database, signer: NoteSigner, at: string): Promise<void> {
  const { row, leaf } = toLogKeyRow(signer, at);
  await database.transact(null, async (tx) => {
    await enterOperator(tx);
    if ((await insertKey(tx, row)) !== undefined) return;
    const data = { before: null, after: toKeyFacts(row) };
    await appendLog(tx, [publicEntry(leaf, row.kid, { actor: ACTOR, workspaceId: null, at, data })], (indexOf) => [
      setKeyLogIndex(tx, { kid: row.kid, log_index: indexOf(0) }),
    ]);
  });
}

/** A fresh key for a log of that name. */
export function createLogKey(origin: string): NoteSigner {
  return toNoteSigner(origin, randomBytes(SEED_BYTES));
}

/** The kid of a log's key: what its notes call it. */
function kidOf({ id }: NoteSigner): string {
  return `log-${id}`;
}
