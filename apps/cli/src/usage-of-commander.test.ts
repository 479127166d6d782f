// Mistakes in calling the program, as sentences that say what to do instead.
import { expect, test } from 'vitest';
import { Misuse } from './misuse.js';
import { createProgram } from './program.js';
import { toUsageError } from './usage-of-commander.js';

async function call(...args: string[]): Promise<unknown> {
  const program = await createProgram(args, () => undefined, {});
  return program.parseAsync(args, { from: 'user' }).catch((thrown: unknown) => {
    throw thrown instanceof Misuse ? toUsageError(thrown) : thrown;
  });
}

test.each([
  [['serch'], ['search'], 'actions --help'],
  [['search', '--knd', 'tool'], ['--kind'], 'actions search --help'],
  [['search', '--kind', 'tol'], ['tool'], 'actions search --help'],
  [['completion', 'bsh'], ['bash'], 'actions completion --help'],
  [['keys', 'lst'], ['list'], 'actions keys --help'],
])('%j is met with %j', async (args, suggested, help) => {
  const error = await call(...args).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining(`Did you mean ${suggested.join(' or ')}? See \`${help}\`.`),
    details: { suggestions: suggested.map((value) => expect.objectContaining({ value })) },
  });
});

test.each([
  [['search', '--kind', 'xxxxxxxx']],
  [['search', '--limit', '0']],
  [['yank', 'files.move@1.0.0']],
  [['keys']],
])('%j has no near word, and says where help is', async (args) => {
  await expect(call(...args)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(/`actions .*--help`/),
    details: {},
  });
});
