import { describe, expect, it } from 'vitest';
import { serialize } from './journal.js';

/** Work that ends when it is told to. */
function start() {
  const done: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = serialize((text: string) => {
    done.push(text);
    return new Promise<void>((resolve, reject) => {
      ends.push((error) => (error === undefined ? resolve() : reject(error)));
    });
  });
  const end = async (error?: Error): Promise<void> => {
    ends.shift()?.(error);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { write, done, end };
}

describe('writing the journal', () => {
  it('writes the first text at once and then only the newest of those that came meanwhile', async () => {
    const { write, done, end } = start();
    const last = ['a', 'ab', 'abc', 'abcd'].map(write).at(-1);
    expect(done).toEqual(['a']);
    await end();
    expect(done).toEqual(['a', 'abcd']);
    await end();
    await last;
    void write('x');
    expect(done).toEqual(['a', 'abcd', 'x']);
  });

  it('goes on after a write that failed', async () => {
    const { write, done, end } = start();
    const first = write('a');
    void write('ab');
    await end(new Error('no room'));
    expect(done).toEqual(['a', 'ab']);
    await end();
    await first;
  });
});
