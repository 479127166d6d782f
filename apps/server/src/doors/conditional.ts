// Conditional requests: is what the client has what it would get?

/** RFC 9110 §13.1.2: a list of entity tags, or `*`, compared weakly. */
export function matchesTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch === '*' || ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
