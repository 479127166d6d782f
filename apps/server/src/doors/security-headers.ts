// Header fields that every answer carries: nothing of the registry is framed, sniffed or run as a page unless its door says
// so itself.
import type { Config } from '../config.js';

/** For answers that are data: they load nothing and run nothing, wherever a browser shows them. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";
const HSTS = 'max-age=31536000; includeSubDomains';

const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;

type Settings = Pick<Config, 'publicUrl' | 'corsOrigins'>;

/** The fields of a data answer, for the path that writes them itself. */
export function toSecurityHeaders({ publicUrl, corsOrigins }: Settings): Record<string, string> {
  return {
    ...COMMON,
    'Content-Security-Policy': DATA_POLICY,
    'Cross-Origin-Resource-Policy': corsOrigins.length > 0 ? 'cross-origin' : 'same-origin',
    ...(publicUrl?.startsWith('https:') === true && { 'Strict-Transport-Security': HSTS }),
  };
}

/** Adds the fields to an answer; what its door said already stands. */
export function addSecurityHeaders(headers: Headers, settings: Settings): void {
  for (const [field, value] of Object.entries(toSecurityHeaders(settings)))
    if (!headers.has(field)) headers.set(field, value);
}
