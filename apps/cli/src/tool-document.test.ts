// From MCP tools to documents: names become lawful, contracts stay, and only MCP's own hints are kept.
import { canonicalize, parseDocument } from '@action-registry/core';
import { describe, expect, test } from 'vitest';
import { type McpTool, toNamespace, toToolDocument } from './tool-document.js';
import { UsageError } from './usage-error.js';

const INPUT = { type: 'object', properties: { 'x-y': { type: 'string', nullable: true } } };

function documentOf(tool: Partial<McpTool>) {
  return toToolDocument(
    { name: 'move_file', inputSchema: INPUT, ...tool },
    {
      namespace: 'files',
      version: '1.0.0',
      binding: { type: 'mcp', command: 'serve', args: ['.'], tool: 'move_file' },
    },
  );
}

test.each([
  ['secure-filesystem-server', 'secure_filesystem_server'],
  ['@scope/everythingServer', 'everything_server'],
  ['Acme: Files (v2)', 'acme_files_v2'],
])('the server %s gives the namespace %s', (server, namespace) => {
  expect(toNamespace(server)).toBe(namespace);
});

test.each(['', '***', '日本'])('the server name %j gives none, and says what to do', (server) => {
  expect(() => toNamespace(server)).toThrow(UsageError);
});

test.each([
  ['readFile', 'files.read_file'],
  ['get-sum', 'files.get_sum'],
  ['list.all files', 'files.list_all_files'],
])('the tool %s becomes %s', (name, expected) => {
  expect(documentOf({ name }).name).toBe(expected);
});

test('a document can be published as it is, with the contract untouched', () => {
  const document = documentOf({ title: 'Move', description: 'Moves.', outputSchema: { type: 'object' } });
  expect(document).toMatchObject({ title: 'Move', kind: 'tool', inputSchema: INPUT, outputSchema: { type: 'object' } });
  expect(parseDocument(canonicalize(document)).document.name).toBe('files.move_file');
});

describe('hints', () => {
  test('that are not MCP’s, or not boolean, are left out', () => {
    const annotations = { title: 'Move it', idempotentHint: true, destructiveHint: 'no', trusted: true };
    expect(documentOf({ annotations })).toMatchObject({
      title: 'Move it',
      metadata: { annotations: { idempotentHint: true } },
    });
    expect(documentOf({ annotations: { trusted: true } })).not.toHaveProperty('metadata');
  });

  test('say what can be undone only where they are clear', () => {
    expect(documentOf({ annotations: { readOnlyHint: true, destructiveHint: true } }).metadata).toMatchObject({
      reversible: true,
      sideEffects: [],
    });
    expect(documentOf({ annotations: { destructiveHint: true } }).metadata).toMatchObject({ reversible: false });
    expect(documentOf({ annotations: { destructiveHint: false } }).metadata).not.toHaveProperty('reversible');
  });
});
