// What a worker thread of comparer.ts runs.
export { compareLine } from './compare-line.js';
