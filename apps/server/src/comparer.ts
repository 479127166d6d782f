// Compares contracts without keeping others waiting: what takes little is done at once, the rest in worker threads that start when
// they are first needed. How many wait and for how long is bounded: who could not be served in time may ask again (UNAVAILABLE),
// so `unknown` is only ever said for what the contracts themselves left open.
import { fileURLToPath } from 'node:url';
import { type ContractComparison, RegistryError } from '@action-registry/schema';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import { compareLine, findQuickLine, type LineTask, undecidedLine } from './compare-line.js';

/** Compares contracts. */
export type Comparer = {
  /** The comparison. Throws UNAVAILABLE when as many wait as may, when it was not done in time, and once closed. */
  compare(task: LineTask): Promise<ContractComparison>;
  /** Ends the threads; what they still compare is refused as UNAVAILABLE. */
  close(): Promise<void>;
};

/** How much is done at once, how many threads there are, how many comparisons wait for them, and for how long one waits and runs. */
export type ComparerLimits = {
  readonly quickCharacters: number;
  readonly threads: number;
  readonly waiting: number;
  readonly milliseconds: number;
};

/** The steps of a proof end a comparison long before its time does; that is for what steps do not count. */
const LIMITS: ComparerLimits = { quickCharacters: 32_000, threads: 2, waiting: 32, milliseconds: 20_000 };
/** A thread without work ends after this time. */
const IDLE_MS = 60_000;
const MEMORY_MB = 256;
const RETRY_S = 2;
const SOURCE_THREAD = new URL('./testing/source-thread.mjs', import.meta.url);

/** A comparer that has started no thread yet. */
export function createComparer(log: Logger, limits: Partial<ComparerLimits> = {}): Comparer {
  const { quickCharacters, threads, waiting, milliseconds } = { ...LIMITS, ...limits };
  let pool: Piscina | undefined;
  let running = 0;
  let closed = false;
  const run = async (task: LineTask): Promise<ContractComparison> => {
    if (running >= threads + waiting) throw unavailable('As many contracts as may wait are being compared already.');
    pool ??= createPool(threads);
    running++;
    try {
      return await pool.run(task, { name: compareLine.name, signal: AbortSignal.timeout(milliseconds) });
    } catch (error) {
      if (closed) throw unavailable('The registry is closing.');
      log.warn({ err: error }, 'a comparison of contracts was ended before it was done');
      // What a thread itself fails at, above all for its memory, it would fail at again.
      if (!isTimeUp(error)) return undecidedLine(task);
      throw unavailable('The contracts could not be compared in time.');
    } finally {
      running--;
    }
  };
  return {
    compare: async (task) => {
      const isSmall = task.old.length + task.next.length <= quickCharacters;
      return (isSmall ? findQuickLine(task) : undefined) ?? run(task);
    },
    close: async () => {
      closed = true;
      await pool?.destroy();
    },
  };
}

function createPool(threads: number): Piscina {
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina({
    filename: fileURLToPath(new URL(`./compare-worker.${isSource ? 'ts' : 'js'}`, import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(isSource && { execArgv: ['--conditions=@action-registry/source', '--import', SOURCE_THREAD.href] }),
  });
  // Errors of a thread come with the comparison that it was at.
  pool.on('error', () => undefined);
  return pool;
}

/** The signal of a task ends it whether it waits or runs. */
function isTimeUp(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function unavailable(why: string): RegistryError<'UNAVAILABLE'> {
  return new RegistryError('UNAVAILABLE', `${why} Try again after ${RETRY_S} seconds.`, {
    details: { retry_after_s: RETRY_S },
  });
}
