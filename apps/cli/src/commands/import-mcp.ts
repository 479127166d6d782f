// `actions import mcp`: writes one document per tool of a live MCP server, ready to be signed. A tool that makes no lawful
// document is told and left out; the others are written.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize, parseDocument } from '@action-registry/core';
import { isRegistryError, type JsonObject, type Warning } from '@action-registry/schema';
import type { AddCommand, CommandContext } from '../command.js';
import { type McpSource, readMcpServer, toBinding } from '../mcp-server.js';
import { type McpTool, toNamespace, toToolDocument } from '../tool-document.js';
import { UsageError } from '../usage-error.js';
import { toWarningLines } from './validate.js';

type Options = { namespace?: string; version: string; out?: string; url?: string };
type Imported = { tool: string; name: string; document: JsonObject; warnings: Warning[] };
type Refused = { tool: string; message: string };
type Outcome = { imported: Imported[]; refused: Refused[] };

export const addImport: AddCommand = (program, context) => {
  program
    .command('import')
    .description('import actions from elsewhere')
    .command('mcp')
    .description('write one document per tool of an MCP server')
    .argument('[command...]', 'what starts the server, after --')
    .option('--url <url>', 'a server that runs already (Streamable HTTP)')
    .option('--namespace <namespace>', 'default: the server’s name')
    .option('--version <version>', 'version of the documents', '1.0.0')
    .option('--out <folder>', 'where to write (default: ./actions/NAMESPACE)')
    .action((command: string[], options: Options) => importMcp(context(), toSource(command, options), options));
};

function toSource([command, ...args]: string[], { url }: Options): McpSource {
  if (url !== undefined && command === undefined) {
    if (!/^https?:/.test(url) || !URL.canParse(url)) throw new UsageError(`'${url}' is no http or https URL.`);
    return { url };
  }
  if (url === undefined && command !== undefined) return { command, args };
  throw new UsageError(
    'Name the server to read: --url URL, or -- COMMAND ARGS (such as -- npx -y @modelcontextprotocol/server-filesystem .)',
  );
}

async function importMcp({ io }: CommandContext, source: McpSource, options: Options): Promise<void> {
  const { tools, server } = await readMcpServer(source);
  const namespace = options.namespace ?? toNamespace(server);
  const folder = options.out ?? join('actions', namespace);
  const { imported, refused } = convertAll(tools, (tool) =>
    toToolDocument(tool, { namespace, version: options.version, binding: toBinding(source, tool.name) }),
  );
  await mkdir(folder, { recursive: true });
  const items = [];
  for (const { document, ...item } of imported) {
    const file = join(folder, `${item.name}.json`);
    await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
    items.push({ ...item, file });
  }
  const width = Math.max(0, ...items.map(({ name }) => name.length));
  io.result({ server, namespace, folder, items, refused }, [
    ...items.flatMap(({ tool, name, warnings }) => [
      `✔ ${name.padEnd(width)}  from ${tool}`,
      ...toWarningLines(warnings),
    ]),
    ...refused.map(({ tool, message }) => `✖ ${tool}: ${message}`),
    ...('command' in source ? [`The documents tell how the server is started: ${toCommandLine(source)}`] : []),
    `${items.length} documents in ${folder}. Next: actions publish ${folder}`,
  ]);
  if (refused.length > 0) process.exitCode = 2;
}

/** Documents that publishing will accept, and what is wrong with the other tools. */
function convertAll(tools: readonly McpTool[], convert: (tool: McpTool) => JsonObject & { name: string }): Outcome {
  const outcome: Outcome = { imported: [], refused: [] };
  for (const tool of tools) {
    try {
      const document = convert(tool);
      const twin = outcome.imported.find(({ name }) => name === document.name);
      if (twin !== undefined) throw new UsageError(`becomes '${document.name}', as the tool '${twin.tool}' does.`);
      const { warnings } = parseDocument(canonicalize(document));
      outcome.imported.push({ tool: tool.name, name: document.name, document, warnings });
    } catch (error) {
      if (!isRegistryError(error) && !(error instanceof UsageError)) throw error;
      outcome.refused.push({ tool: tool.name, message: error.message });
    }
  }
  return outcome;
}

function toCommandLine({ command, args }: { command: string; args: string[] }): string {
  return [command, ...args].join(' ');
}
