// What a doctor reports: one difference, in one line, with what was expected, what was found, and what to do.

/** What was found to be other than the log's signatures or its entries say; `where` is a table and a row of it. */
export type Difference = {
  where: string;
  what: string;
  expected?: string;
  found?: string;
  next: string;
};

/** Takes a difference down. */
export type Report = (difference: Difference) => void;

/** What to do about a log that was changed. */
export const RESTORE_LOG =
  'The log itself was changed: keep a copy of this database, and restore the newest backup that the doctor finds clean.';
/** What to do about a row that does not follow from the log. */
export const RESTORE_ROW =
  'Nobody did this through the registry: restore the row from a backup, and look for who may write the database.';

const SHOWN_MAX = 300;

/** The line to print. */
export function formatDifference({ where, what, expected, found, next }: Difference): string {
  const values = [
    ...(expected === undefined ? [] : [`expected ${shorten(expected)}`]),
    ...(found === undefined ? [] : [`found ${shorten(found)}`]),
  ];
  return `${where}: ${[what, ...values].join(', ')}. ${next}`;
}

/** A text that somebody wrote into the database, on one line and not without end. */
function shorten(text: string): string {
  const line = JSON.stringify(text).slice(1, -1);
  return line.length <= SHOWN_MAX ? line : `${line.slice(0, SHOWN_MAX)}… (${line.length} characters)`;
}
