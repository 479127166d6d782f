// A worker runs many test files: clocks and globals that a file replaced are put back before the next one starts.
import { afterAll, vi } from 'vitest';

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
