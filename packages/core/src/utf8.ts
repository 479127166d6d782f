// Text to bytes, in one place, so that every hash, signature and size limit of the protocol counts the same bytes.

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, so text that is signed must come from `canonicalize`. */
export function toUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}
