// Does a request that carries the session's cookie come from this registry's own pages? SameSite keeps other sites' cookies
// away; this stops pages of other ports and subdomains of the same site, which SameSite lets through.

/** What decides: method, headers, and where people reach the registry when that is configured. */
export type CookieRequest = { method: string; headers: Headers; publicUrl: string | undefined };

/** True for reads, and for writes that are JSON and name this registry as their `Origin`. */
export function isOwnRequest({ method, headers, publicUrl }: CookieRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return headers.get('sec-fetch-site') !== 'cross-site';
  if (!/^application\/json\b/i.test(headers.get('content-type') ?? 'application/json')) return false;
  const origin = headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return host === headers.get('host');
}
