// Comparing without holding up whoever types: in a worker of its own for each question, which ends with its answer or when
// nobody waits for it any more. Where no worker can start, the page itself compares.
import type { ContractComparison } from '@action-registry/schema';
import type { ContractQuestion } from './compare-documents.js';
import type { CompareAnswer } from './compare-worker.js';

/** The comparison of two documents; rejects when it is given up, or when the rules cannot be fetched. */
export async function compareApart(question: ContractQuestion, signal: AbortSignal): Promise<ContractComparison> {
  signal.throwIfAborted();
  const worker = startWorker();
  return worker === undefined ? compareHere(question) : ask(worker, question, signal);
}

/** A worker; undefined where the browser has or allows none. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}

async function compareHere(question: ContractQuestion): Promise<ContractComparison> {
  const { compareDocuments } = await import('./compare-documents.js');
  return compareDocuments(question);
}

function ask(worker: Worker, question: ContractQuestion, signal: AbortSignal): Promise<ContractComparison> {
  const answered = new Promise<ContractComparison>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }: MessageEvent<CompareAnswer>) => {
      if ('compared' in data) resolve(data.compared);
      else reject(new Error(data.fault));
    };
    // It was refused, or its file could not be fetched: a fault of the rules comes as an answer.
    worker.onerror = () => resolve(compareHere(question));
    worker.postMessage(question);
  });
  return answered.finally(() => worker.terminate());
}
