// The doors of those who watch: liveness, readiness, metrics, and the trusted keys as a JWKS for other tools.
import { importPublicKey, PUBLIC_KEY_BYTES, parseWireBase64, toJwk } from '@action-registry/core';
import { listKeys } from '@action-registry/db';
import type { Hono } from 'hono';
import type { Deps } from '../context.js';
import { getHealth } from '../services/system.js';
import type { Bindings } from './request.js';

/** Adds the routes that ask for nothing and are not counted. */
export function addHealthRoutes(app: Hono<Bindings>): void {
  app.get('/healthz', (c) => {
    c.var.ctx.answer.route = '/healthz';
    return Response.json({ ok: true });
  });
  app.get('/readyz', async (c) => {
    c.var.ctx.answer.route = '/readyz';
    const health = await getHealth(c.var.ctx);
    return Response.json(health, { status: health.ok ? 200 : 503 });
  });
  app.get('/metrics', async (c) => {
    c.var.ctx.answer.route = '/metrics';
    const { type, body } = await c.var.ctx.metrics.text();
    return new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } });
  });
}

/** The trusted keys as a JWKS (RFC 7517, RFC 8037); hints only, as everything is that a registry says of keys. */
export async function toJwks({ database }: Pick<Deps, 'database'>) {
  const rows = await listKeys(database.db);
  return {
    keys: rows.map(({ kid, public_key }) => ({
      ...toJwk(importPublicKey(parseWireBase64(public_key, PUBLIC_KEY_BYTES))),
      alg: 'Ed25519',
      use: 'sig',
      kid,
    })),
  };
}
