// References as RFC 3986 §5.2 resolves them. A schema may name its parts by URI; nothing is ever fetched.

type Uri = { scheme: string; authority: string | undefined; path: string; query: string | undefined };

const URI = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

/** The absolute URI of a reference, without its fragment, and the fragment as written. */
export function resolveUri(base: string, reference: string): { uri: string; fragment: string } {
  const [, scheme, authority, path = '', query, fragment = ''] = URI.exec(reference) ?? [];
  if (scheme === undefined && authority === undefined && path === '' && query === undefined) {
    return { uri: base, fragment };
  }
  const from = parse(base);
  if (scheme !== undefined) return { uri: format({ scheme, authority, path: withoutDots(path), query }), fragment };
  if (authority !== undefined) {
    return { uri: format({ scheme: from.scheme, authority, path: withoutDots(path), query }), fragment };
  }
  if (path === '') return { uri: format({ ...from, query }), fragment };
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1) || (from.authority === undefined ? '' : '/');
  const whole = withoutDots(path.startsWith('/') ? path : folder + path);
  return { uri: format({ scheme: from.scheme, authority: from.authority, path: whole, query }), fragment };
}

function parse(uri: string): Uri {
  const [, scheme = '', authority, path = '', query] = URI.exec(uri) ?? [];
  return { scheme, authority, path, query };
}

function format({ scheme, authority, path, query }: Uri): string {
  const start = scheme === '' ? '' : `${scheme}:`;
  return `${start}${authority === undefined ? '' : `//${authority}`}${path}${query === undefined ? '' : `?${query}`}`;
}

/** RFC 3986 §5.2.4. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  const steps = path.split('/');
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    if (step === '..') {
      if (kept.length > 1 || (kept.length === 1 && kept[0] !== '')) kept.pop();
    }
    if (step === '.' || step === '..') {
      if (last) kept.push('');
    } else kept.push(step);
  }
  return kept.join('/');
}
