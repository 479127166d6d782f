// Why the doctor cannot do what was asked for, as one sentence with the next step; the command prints it and exits with 2.

/** The doctor cannot work here; the message says why and what to do. */
export class DoctorError extends Error {
  override readonly name = 'DoctorError';
}
