// The release that a publish was compared with is no longer the one it follows: another was published or yanked meanwhile.

/** The comparison has to be made again; nothing was written. */
export class BaseMoved extends Error {
  override readonly name = 'BaseMoved';
}
