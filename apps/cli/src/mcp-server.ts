// Reading a live MCP server: started or called on this machine, by the person who names it; the registry never does.
import type { Binding } from '@action-registry/schema';
import { Client, StreamableHTTPClientTransport, type Tool } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { UsageError } from './usage-error.js';

/** How a server is reached: a running one by URL, or a command that starts it. */
export type McpSource = { url: string } | { command: string; args: string[] };

/** Enough of what a server complained about to see why it did not start. */
const COMPLAINT_CHARACTERS = 1_000;
/** A server that pages for ever is cut off here. */
const PAGES_MAX = 100;
/** The first start of a server may install it. */
const ANSWER_MS = 60_000;

/** All tools of a server, and the name it gives itself; throws UsageError when it cannot be read. */
export async function readMcpServer(source: McpSource): Promise<{ tools: Tool[]; server: string }> {
  const client = new Client({ name: 'actions', version: '0.1.0' });
  let complaint = '';
  const connect = (): Promise<void> => {
    if ('url' in source)
      return client.connect(new StreamableHTTPClientTransport(new URL(source.url)), { timeout: ANSWER_MS });
    const transport = new StdioClientTransport({ ...source, stderr: 'pipe' });
    transport.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-COMPLAINT_CHARACTERS);
    });
    return client.connect(transport, { timeout: ANSWER_MS });
  };
  try {
    await connect();
    return { tools: await listTools(client), server: client.getServerVersion()?.name ?? 'mcp' };
  } catch (cause) {
    const why = [cause instanceof Error ? cause.message : String(cause), complaint.trim()].filter(Boolean).join('\n');
    throw new UsageError(`The MCP server cannot be read: ${why}`, { cause });
  } finally {
    await client.close();
  }
}

/** Where a tool of this server is reached later. */
export function toBinding(source: McpSource, tool: string): Binding {
  return { type: 'mcp', ...source, tool };
}

async function listTools(client: Client): Promise<Tool[]> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await client.listTools(cursor === undefined ? {} : { cursor });
    tools.push(...answer.tools);
    cursor = answer.nextCursor;
    if (cursor === undefined) return tools;
  }
  throw new Error(`its list of tools has more than ${PAGES_MAX} pages`);
}
