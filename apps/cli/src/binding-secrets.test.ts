// What would be published with every document and looks like a secret is told, and never repeated.
import { expect, test } from 'vitest';
import { findSecrets } from './binding-secrets.js';

const SECRET = 'ghp_abcdefghijklmnop123456';

test.each([
  [{ url: `https://mcp.example/mcp?api_key=${SECRET}` }, "The value of 'api_key' in the address"],
  [{ url: `https://mcp.example/mcp?x=${SECRET}` }, "The value of 'x' in the address"],
  [{ command: 'npx', args: ['server', '--token', SECRET] }, 'Argument 3'],
  [{ command: 'npx', args: ['server', '--password=hunter2'] }, 'What follows password= in argument 2'],
  [{ command: 'npx', args: ['server', SECRET] }, 'Argument 2'],
])('%j is told', (source, place) => {
  const [told = '', ...more] = findSecrets(source);
  expect([told.startsWith(place), more]).toEqual([true, []]);
  expect(told).not.toMatch(/ghp_|hunter2/);
});

test.each([
  [{ url: 'https://mcp.example/mcp?workspace=a' }],
  [{ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '.', '--keyboard=de', '--monkey', 'x'] }],
])('%j is nothing to tell', (source) => {
  expect(findSecrets(source)).toEqual([]);
});
