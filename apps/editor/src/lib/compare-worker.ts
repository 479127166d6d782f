// The worker that compares: one question in, one answer out. It is one file that fetches nothing, so it runs under the
// strictest Content-Security-Policy. A fault of the rules is an answer too; an error event says that nothing ran at all.
import type { ContractComparison } from '@action-registry/schema';
import { type ContractQuestion, compareDocuments } from './compare-documents.js';

/** The answer to one question. */
export type CompareAnswer = { compared: ContractComparison } | { fault: string };

self.onmessage = ({ data }: MessageEvent<ContractQuestion>): void => {
  self.postMessage(toAnswer(data));
};

function toAnswer(question: ContractQuestion): CompareAnswer {
  try {
    return { compared: compareDocuments(question) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
