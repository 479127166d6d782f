// The server's log: JSON lines for machines, readable ones where a person watches. Lines leave together, because a write for
// each would cost more than most answers; a crash still writes what there is.
import { type Logger, pino } from 'pino';

const BATCH_BYTES = 4_096;
const FLUSH_MS = 200;

/** A logger on standard output. */
export async function createLogger(level: string): Promise<Logger> {
  if (!process.stdout.isTTY)
    return pino({ level }, pino.destination({ dest: 1, sync: false, minLength: BATCH_BYTES, periodicFlush: FLUSH_MS }));
  const { default: pretty } = await import('pino-pretty');
  const stream = pretty({
    colorize: process.stdout.hasColors(),
    ignore: 'pid,hostname,method,path,status,ms,request_id,actor',
    translateTime: 'SYS:HH:MM:ss',
    messageFormat:
      '{if method}{method} {path} {status} {end}{if ms}{ms} ms{end}{if request_id} {request_id}{end}{if level} {msg}{end}',
  });
  return pino({ level }, stream);
}
