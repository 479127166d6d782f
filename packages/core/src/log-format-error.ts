// The one refusal of the log's text and byte formats. They come from strangers, so every reader of them throws exactly this,
// with a problem to decide by; the words of a format's specification are beside its reader.

/** What is wrong with a note, a checkpoint, a tile, an entry bundle, a proof or the text form of a note key. */
export type LogFormatProblem =
  | 'too_large'
  | 'not_text'
  | 'control_character'
  | 'no_signature'
  | 'too_many_signatures'
  | 'signature_line'
  | 'text_end'
  | 'key_name'
  | 'key_text'
  | 'key_type'
  | 'key_id'
  | 'origin'
  | 'size'
  | 'root'
  | 'line'
  | 'tile_path'
  | 'tile_data'
  | 'entry_bundle'
  | 'proof_head'
  | 'proof_extra'
  | 'proof_index'
  | 'proof_hash';

/** Thrown for a text or bytes that no writer of the format would write. */
export class LogFormatError extends Error {
  override readonly name = 'LogFormatError';
  readonly problem: LogFormatProblem;

  constructor(problem: LogFormatProblem, detail: string) {
    super(detail);
    this.problem = problem;
  }
}
