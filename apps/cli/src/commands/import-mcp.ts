// `actions import mcp`: reads a live MCP server's tools and writes one document per tool, ready to be signed. The server is
// started or called here, by the person who names it; the registry never does.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseContent } from '@action-registry/core';
import type { Binding, Warning } from '@action-registry/schema';
import { Client, StreamableHTTPClientTransport, type Tool } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { AddCommand, CommandContext } from '../command.js';
import { toNamespace, toToolDocument } from '../tool-document.js';
import { UsageError } from '../usage-error.js';
import { toWarningLines } from './validate.js';

type Options = { namespace?: string; setVersion: string; out?: string; url?: string };
type Source = { url: string } | { command: string; args: string[] };

export const addImport: AddCommand = (program, context) => {
  program
    .command('import')
    .description('import actions from elsewhere')
    .command('mcp')
    .description('write one document per tool of an MCP server')
    .argument('[command...]', 'what starts the server, after --')
    .option('--url <url>', 'a server that runs already (Streamable HTTP)')
    .option('--namespace <namespace>', 'default: the server’s name')
    .option('--set-version <version>', 'version of the documents', '1.0.0')
    .option('--out <folder>', 'where to write (default: ./actions/NAMESPACE)')
    .action((command: string[], options: Options) => importMcp(context(), toSource(command, options), options));
};

function toSource([command, ...args]: string[], { url }: Options): Source {
  if (url !== undefined && command === undefined) return { url };
  if (url === undefined && command !== undefined) return { command, args };
  throw new UsageError(
    'Name the server to read: --url URL, or -- COMMAND ARGS (such as -- npx -y @modelcontextprotocol/server-filesystem .)',
  );
}

async function importMcp({ io }: CommandContext, source: Source, options: Options): Promise<void> {
  const { tools, server } = await readTools(source);
  const namespace = options.namespace ?? toNamespace(server);
  const folder = options.out ?? join('actions', namespace);
  await mkdir(folder, { recursive: true });
  const items: { tool: string; name: string; file: string; warnings: Warning[] }[] = [];
  for (const tool of tools) {
    const document = toToolDocument(tool, {
      namespace,
      version: options.setVersion,
      binding: toBinding(source, tool.name),
    });
    const twin = items.find(({ name }) => name === document.name);
    if (twin !== undefined)
      throw new UsageError(
        `The tools '${twin.tool}' and '${tool.name}' both become '${document.name}'. Rename one at the server.`,
      );
    const { warnings } = parseContent(document);
    const file = join(folder, `${document.name}.json`);
    await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
    items.push({ tool: tool.name, name: document.name, file, warnings });
  }
  const width = Math.max(0, ...items.map(({ name }) => name.length));
  io.result({ server, namespace, folder, items }, [
    ...items.flatMap(({ tool, name, warnings }) => [
      `✔ ${name.padEnd(width)}  from ${tool}`,
      ...toWarningLines(warnings),
    ]),
    `${items.length} documents in ${folder}. Next: actions publish ${folder}`,
  ]);
}

async function readTools(source: Source): Promise<{ tools: Tool[]; server: string }> {
  const client = new Client({ name: 'actions', version: '0.1.0' });
  const transport =
    'url' in source
      ? new StreamableHTTPClientTransport(new URL(source.url))
      : new StdioClientTransport({ ...source, stderr: 'ignore' });
  try {
    await client.connect(transport);
    const tools: Tool[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.listTools(cursor === undefined ? {} : { cursor });
      tools.push(...page.tools);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { tools, server: client.getServerVersion()?.name ?? 'mcp' };
  } catch (cause) {
    throw new UsageError(`The MCP server cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  } finally {
    await client.close();
  }
}

function toBinding(source: Source, tool: string): Binding {
  return 'url' in source
    ? { type: 'mcp', url: source.url, tool }
    : { type: 'mcp', command: source.command, args: source.args, tool };
}
