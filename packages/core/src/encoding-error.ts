// The one refusal of the byte encodings (hex, base64, base64url, wire forms): a text that no encoder of ours would write.

/** Thrown when a text is not the one canonical spelling of some bytes, or spells the wrong number of them. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
}
