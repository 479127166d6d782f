// Times that PostgreSQL can hold. ISO 8601 has a year 0, the calendar of SQL begins with year 1.

/** True for times from year 1 on; ISO 8601 texts of such years are in order as texts. */
export function isStorableTime(time: string): boolean {
  return time >= '0001';
}
