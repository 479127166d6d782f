// The real MCP servers that tests and the demo import from, as commands.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The program of an MCP server package. */
function entryOf(name: string): string {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), 'dist/index.js');
}

/** Commands that start each server over stdio; the file server may see one folder. */
export function mcpServers(folder: string): { namespace: string; command: string[] }[] {
  return [
    { namespace: 'files', command: [process.execPath, entryOf('@modelcontextprotocol/server-filesystem'), folder] },
    {
      namespace: 'everything',
      command: [process.execPath, entryOf('@modelcontextprotocol/server-everything'), 'stdio'],
    },
  ];
}
