// The log as files (C2SP tlog-tiles): the checkpoint, tiles and bundles of entries, and the proof of a release as a text that
// travels alone (C2SP tlog-proof). Tiles are answered for trees that were signed only, so their bytes never change.
import {
  encodeEntryBundle,
  encodeTile,
  formatTlogProof,
  LogFormatError,
  parseBase64,
  parseTilePath,
  TILE_WIDTH,
  type TilePath,
  tileNodes,
  tileWidth,
} from '@action-registry/core';
import { listLeafTexts } from '@action-registry/db';
import { RegistryError } from '@action-registry/schema';
import type { Hono } from 'hono';
import type { Context } from '../context.js';
import { getServedRelease, getVersion } from '../services/get-release.js';
import { proofsOf, proveEntries } from '../services/log-proofs.js';
import { type Answer, PATH, toId } from './releases.js';
import type { Bindings } from './request.js';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const TILES = '/log/tile/';

/** Adds the routes. The tiles never change and are not counted. */
export function addLogRoutes(app: Hono<Bindings>, answer: Answer, countRead: (ctx: Context) => void): void {
  app.get('/log/checkpoint', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = '/log/checkpoint';
      countRead(ctx);
      const { note } = await ctx.signer.atLeast(ctx.feed.size());
      return toText(note);
    }),
  );
  app.get(`${TILES}*`, (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = `${TILES}{path}`;
      const bytes = await readTile(ctx, parsePath(c.req.path));
      return new Response(bytes, {
        headers: { 'Content-Type': 'application/octet-stream', 'Cache-Control': IMMUTABLE },
      });
    }),
  );
  app.get('/actions/:name/versions/:version/proof', (c) =>
    answer(c, async (ctx) => {
      ctx.answer.route = `${PATH}/proof`;
      countRead(ctx);
      const { name, version } = toId(c.req.param());
      const exact = await getVersion(ctx, { name, version });
      const { release } = await getServedRelease(ctx, { name, version: exact });
      const entry = { log_index: release.log_index, signatures: [] };
      const proven = await proveEntries(ctx, [release.log_index]);
      const [proof] = proofsOf(proven, entry);
      const hashes = (proof?.hashes ?? []).map(parseBase64);
      return toText(formatTlogProof({ index: release.log_index, hashes, checkpoint: proven.checkpoint }));
    }),
  );
}

function toText(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' } });
}

function parsePath(path: string): TilePath {
  try {
    return parseTilePath(path.slice('/log/'.length));
  } catch (error) {
    if (!(error instanceof LogFormatError)) throw error;
    throw noTile(path, error);
  }
}

async function readTile(ctx: Context, tile: TilePath): Promise<Uint8Array<ArrayBuffer>> {
  const level = tile.level === 'entries' ? 0 : tile.level;
  const start = tile.index * TILE_WIDTH;
  const { size } = await ctx.signer.atLeast(ctx.feed.size());
  if (tile.width > tileWidth({ level, index: tile.index }, size)) throw noTile(`${TILES}${tile.level}/${tile.index}`);
  if (tile.level === 'entries')
    return new Uint8Array(encodeEntryBundle(await listLeafTexts(ctx.database.db, { start, end: start + tile.width })));
  return new Uint8Array(encodeTile(await ctx.tree.nodes(tileNodes({ ...tile, level }))));
}

function noTile(path: string, cause?: unknown): RegistryError<'ROUTE_NOT_FOUND'> {
  return new RegistryError('ROUTE_NOT_FOUND', 'The log has no such tile. /log/checkpoint says how large it is.', {
    details: { method: 'GET', path, suggestions: [] },
    cause,
  });
}
