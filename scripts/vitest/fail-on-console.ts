// Makes any console call fail the test during which it happened: code reports through its return values, its logger or
// the CLI's output, and noise in a test run hides the line that matters.
import { afterAll, afterEach } from 'vitest';

const METHODS = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;

const calls: string[] = [];

/** The outermost test-side frame of the call, so that the failure names a line to open. */
function caller(): string {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  return (frames.find((frame) => !/fail-on-console|node:internal/.test(frame)) ?? '').trim();
}

function failOnCalls(): void {
  const made = calls.splice(0);
  if (made.length > 0) throw new Error(`A test must not write to the console.\n${made.join('\n')}`);
}

for (const method of METHODS) {
  globalThis.console[method] = (...args: unknown[]) => {
    calls.push(`console.${method}(${args.map(String).join(', ').slice(0, 500)}) ${caller()}`);
  };
}

afterEach(failOnCalls);
afterAll(failOnCalls);
