// The words for what this browser knows of a release's signature, shared by whoever checks and whoever shows it.

/** `unavailable`: the check itself could not be made. */
export type VerifyState = 'checking' | 'verified' | 'unknown_key' | 'invalid' | 'unsigned' | 'builtin' | 'unavailable';
