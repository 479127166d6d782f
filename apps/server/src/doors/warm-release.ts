// The path on which a kept release is answered ahead of everything else. Only requests that any reader may make are answered
// here: no credential, no request for freshness, reads open. It counts, logs and measures as every other path does.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isVersion } from '@action-registry/core';
import { toClientAddress } from '../client-address.js';
import type { Deps } from '../context.js';
import { toRateLimitHeaders } from '../rate-limits.js';
import type { ServedRelease } from '../release-store.js';
import { matchesTag } from './conditional.js';
import { toSecurityHeaders } from './security-headers.js';

const PATH = /^\/actions\/([a-z0-9_.]+)\/versions\/([0-9A-Za-z.-]+)$/;
/** Fields that ask for more than this path decides. */
const TELLING = ['authorization', 'x-api-key', 'cookie', 'cache-control', 'origin', 'x-request-id'] as const;
const CONSTANT = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' };
/** From this size on an answer is worth compressing, which the ordinary path does. */
const COMPRESS_BYTES = 8 * 1024;

/** Answers a request and returns true; false when somebody else has to. */
export function createWarmDoor(deps: Deps): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { releases, limits, metrics, log, config, newId } = deps;
  if (config.readAccess !== 'open') return () => false;
  // A flat list of fields is what node writes fastest.
  const always = Object.entries({ ...toSecurityHeaders(config), ...CONSTANT }).flat();
  return (request, response) => {
    const served = findKept(releases, request);
    if (served === undefined) return false;
    const standing = limits.countRead(toAddress(request, config.trustedProxies));
    // The ordinary path counts it once more, and refuses it.
    if (standing !== undefined && standing.remaining < 0) return false;
    const requestId = newId();
    const fields = always.concat('ETag', served.etag, 'X-Request-Id', requestId);
    if (standing !== undefined) fields.push(...Object.entries(toRateLimitHeaders(standing)).flat());
    const status = matchesTag(request.headers['if-none-match'], served.etag) ? 304 : 200;
    if (status === 304) response.writeHead(304, fields).end();
    else response.writeHead(200, fields.concat('Content-Length', String(served.bytes.length))).end(served.bytes);
    metrics.warmRelease(status);
    log.info({ method: 'GET', path: request.url, status, request_id: requestId }, 'request');
    return true;
  };
}

function toAddress({ socket, headers }: IncomingMessage, trustedProxies: number): string {
  return toClientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString(), trustedProxies);
}

function findKept(releases: Deps['releases'], { method, url, headers }: IncomingMessage): ServedRelease | undefined {
  if (method !== 'GET' || url === undefined || TELLING.some((field) => headers[field] !== undefined)) return undefined;
  const match = PATH.exec(url);
  if (match === null) return undefined;
  const [, name = '', version = ''] = match;
  const served = isVersion(version) ? releases.peek(name, version) : undefined;
  if (served === undefined || served.bytes.length < COMPRESS_BYTES) return served;
  return headers['accept-encoding']?.includes('gzip') === true ? undefined : served;
}
