// The script is run by the shell it is for: what bash would offer at the end of a line.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createProgram } from '../program.js';
import { toBashCompletion } from './completion.js';

const script = toBashCompletion(await createProgram(['completion'], () => undefined, {}));
const hasBash = spawnSync('bash', ['-c', 'exit 0']).status === 0;

function complete(...words: string[]): string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const end = `COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _actions; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${script}\n${end}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test.skipIf(!hasBash && !process.env.CI).each([
  [['actions', 'pub'], ['publish']],
  [
    ['actions', '--json', 'key'],
    ['keygen', 'keys'],
  ],
  [['actions', 'keys', 'un'], ['unpin']],
  [['actions', 'keys', 'pin', '--th'], ['--thumbprint']],
  [['actions', 'publish', 'x.json', '--dry'], ['--dry-run']],
  [['actions', 'get', 'search', '--ki'], []],
  [['actions', 'import', 'm'], ['mcp']],
  [['actions', 'api-keys', 'cr'], ['create']],
  [['actions', 'api-keys', 'create', '--per'], ['--permissions']],
  [['actions', 'workspace', 'na'], ['namespaces']],
  [['actions', 'members', 'p'], ['put']],
  [
    ['actions', 'keys', 'req'],
    ['request', 'requests'],
  ],
  [['actions', 'audit', '--nd'], ['--ndjson']],
])('%j offers %j', (words, offered) => {
  expect(complete(...words)).toEqual(offered);
});
