// `actions import mcp`: writes one document per tool of a live MCP server, ready to be signed. A tool that makes no lawful
// document is told and left out; the others are written.
import { join } from 'node:path';
import { canonicalize, parseDocument } from '@action-registry/core';
import { isRegistryError, type JsonObject, Namespace, type Warning } from '@action-registry/schema';
import { findSecrets } from '../binding-secrets.js';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { type McpSource, readMcpServer, toBinding } from '../mcp-server.js';
import { findText, writeSharedFile } from '../private-file.js';
import { type McpTool, toNamespace, toToolDocument } from '../tool-document.js';
import { UsageError } from '../usage-error.js';
import { toWarningLines } from './validate.js';

type Options = { namespace?: string; version: string; out?: string; url?: string; force?: boolean };
/** What writing a document came to: a new file, the same content, another content, or a changed file left alone. */
type Written = 'new' | 'unchanged' | 'updated' | 'kept';
type Imported = { tool: string; name: string; document: JsonObject; warnings: Warning[] };
type Refused = { tool: string; message: string };
type Outcome = { imported: Imported[]; refused: Refused[] };

export const addImport: AddCommand = (program, context) => {
  program
    .command('import')
    .description('import actions from elsewhere')
    .enablePositionalOptions()
    .command('mcp')
    .description('write one document per tool of an MCP server')
    // What follows the command that starts the server is that command's, with or without `--`.
    .passThroughOptions()
    .argument('[command...]', 'what starts the server, such as npx -y @modelcontextprotocol/server-filesystem .')
    .option('--url <url>', 'a server that runs already (Streamable HTTP)')
    .option('--namespace <namespace>', 'default: the server’s name')
    .option('--version <version>', 'version of the documents', '1.0.0')
    .option('--out <folder>', 'where to write (default: ./actions/NAMESPACE)')
    .option('--force', 'replace documents that were changed since they were written')
    .addHelpText(
      'after',
      toExamples(
        'import mcp --namespace files -- npx -y @modelcontextprotocol/server-filesystem .',
        'import mcp --url http://localhost:3001/mcp',
      ),
    )
    .action((command: string[], options: Options) => importMcp(context(), toSource(command, options), options));
};

function toSource([command, ...args]: string[], { url }: Options): McpSource {
  if (url !== undefined && command === undefined) {
    if (!/^https?:/i.test(url) || !URL.canParse(url)) throw new UsageError('--url takes an http or https URL.');
    const { username, password, origin, pathname } = new URL(url);
    // It would be signed into every document, for all to read.
    if (username !== '' || password !== '')
      throw new UsageError(
        `The address is published with the documents: write it without a password, ${origin}${pathname}.`,
      );
    return { url };
  }
  if (url === undefined && command !== undefined) return { command, args };
  throw new UsageError(
    'Name the server to read: --url URL, or -- COMMAND ARGS (such as -- npx -y @modelcontextprotocol/server-filesystem .)',
  );
}

async function importMcp({ io }: CommandContext, source: McpSource, options: Options): Promise<void> {
  if (options.namespace !== undefined) assertNamespace(options.namespace);
  const { tools, server } = await readMcpServer(source);
  const namespace = options.namespace ?? toNamespace(server);
  const folder = options.out ?? join('actions', namespace);
  const { imported, refused } = convertAll(tools, (tool) =>
    toToolDocument(tool, { namespace, version: options.version, binding: toBinding(source, tool.name) }),
  );
  const items = [];
  for (const { document, ...item } of imported) {
    const file = join(folder, `${item.name}.json`);
    items.push({ ...item, file, written: await writeDocument(file, document, options.force === true) });
  }
  const warnings = findSecrets(source);
  const data = { server, namespace, folder, items, refused, ...(warnings.length > 0 && { warnings }) };
  const lines = [
    ...items.flatMap(({ tool, name, warnings, written, file }) => [
      written === 'kept'
        ? `! ${name} from ${tool}: ${file} was changed here and is kept; --force replaces it`
        : `✔ ${name} from ${tool}${written === 'new' ? '' : ` (${written})`}`,
      ...toWarningLines(warnings),
    ]),
    ...refused.map(({ tool, message }) => `✖ ${tool}: ${message}`),
    ...('command' in source ? [`The documents tell how the server is started: ${toCommandLine(source)}`] : []),
    ...warnings.map((warning) => `! ${warning}`),
    `${items.length} documents in ${folder}.`,
    ...(items.length === 0 ? [] : [`Next: actions publish ${folder}`]),
  ];
  const error =
    refused.length === 0
      ? undefined
      : new UsageError(`${refused.length} of ${tools.length} tools make no lawful document.`);
  io.result(data, lines, error);
}

function assertNamespace(text: string): void {
  const { error } = Namespace.safeParse(text);
  if (error !== undefined)
    throw new UsageError(`'${text}' is no namespace: it ${error.issues[0]?.message ?? 'is unlawful'}.`);
}

/** Writes a document unless somebody has changed what an earlier import wrote. */
async function writeDocument(file: string, document: JsonObject, isForced: boolean): Promise<Written> {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const standing = await findText(file);
  if (standing === text) return 'unchanged';
  if (standing !== undefined && !isForced) return 'kept';
  await writeSharedFile(file, text);
  return standing === undefined ? 'new' : 'updated';
}

/** Documents that publishing will accept, and what is wrong with the other tools. */
function convertAll(tools: readonly McpTool[], convert: (tool: McpTool) => JsonObject & { name: string }): Outcome {
  const outcome: Outcome = { imported: [], refused: [] };
  for (const tool of tools) {
    try {
      const document = convert(tool);
      const twin = outcome.imported.find(({ name }) => name === document.name);
      if (twin !== undefined) throw new UsageError(`becomes '${document.name}', as the tool '${twin.tool}' does.`);
      const { warnings } = parseDocument(toCanonicalText(document));
      outcome.imported.push({ tool: tool.name, name: document.name, document, warnings });
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      outcome.refused.push({ tool: tool.name, message: error.message });
    }
  }
  return outcome;
}

/** A server may send texts that no JSON file can hold, such as half of a character. */
function toCanonicalText(document: JsonObject): string {
  try {
    return canonicalize(document);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new UsageError(`cannot be written as JSON: ${cause.message}.`, { cause });
  }
}

function toCommandLine({ command, args }: { command: string; args: string[] }): string {
  return [command, ...args].join(' ');
}
