// Rolls a publish back when another one of the same version came first; never leaves the services.

/** (name, version) was taken while this publish was under way. */
export class VersionTaken extends Error {
  override readonly name = 'VersionTaken';
}
