// A database that does not answer must not hold a request for ever: the server's own timeouts do not fire when the server
// is frozen or the network swallows packets.

/** The database did not answer in time. Whether a transaction was committed is not known. */
export class DatabaseTimeoutError extends Error {
  override readonly name = 'DatabaseTimeoutError';

  constructor(milliseconds: number) {
    super(`the database did not answer within ${milliseconds} ms`);
  }
}

/** What `work` resolves to, or a `DatabaseTimeoutError` after `milliseconds`; `work` itself goes on. */
export function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseTimeoutError(milliseconds)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
