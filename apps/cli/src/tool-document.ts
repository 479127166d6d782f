// From an MCP tool to a release document: a lawful name, the contract untouched, MCP's hints kept as metadata. What the
// document does not carry over (icons, `_meta`) is the server's own and no part of the contract.
import { parseActionName, toLawfulName } from '@action-registry/core';
import { Annotations, type Binding, isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { UsageError } from './usage-error.js';

/** What MCP's `tools/list` says of a tool, as far as a document holds it. */
export type McpTool = {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
};

/** A namespace made of a server's name: `secure-filesystem-server` becomes `secure_filesystem_server`. */
export function toNamespace(server: string): string {
  const words =
    server
      .split('/')
      .at(-1)
      ?.replace(/[^A-Za-z0-9]+/g, '_') ?? '';
  const lawful = toLawfulName(words)?.replaceAll('.', '_');
  if (lawful === undefined)
    throw new UsageError(`The server's name '${server}' makes no namespace. Choose one with --namespace.`);
  return lawful;
}

/** The document of a tool; the tool's own name stays in the binding. */
export function toToolDocument(
  tool: McpTool,
  { namespace, version, binding }: { namespace: string; version: string; binding: Binding },
): JsonObject & { name: string } {
  const segment = toLawfulName(tool.name.replace(/[^A-Za-z0-9]+/g, '_'))?.replaceAll('.', '_');
  if (segment === undefined) throw new UsageError(`The tool '${tool.name}' makes no lawful action name.`);
  const metadata = toMetadata(tool.annotations);
  const title = tool.title ?? titleOf(tool.annotations);
  return {
    name: parseActionName(`${namespace}.${segment}`),
    version,
    ...(title !== undefined && title !== '' && { title }),
    ...(tool.description !== undefined && { description: tool.description }),
    kind: 'tool',
    spec: { binding: binding as unknown as Json },
    inputSchema: tool.inputSchema as JsonObject,
    ...(isJsonObject(tool.outputSchema) && { outputSchema: tool.outputSchema as JsonObject }),
    ...(metadata !== undefined && { metadata }),
  };
}

/** The hints, and what follows from the clear ones: what only reads has no effects, what destroys cannot be undone. */
function toMetadata(annotations: unknown): JsonObject | undefined {
  const hints = toHints(annotations);
  if (Object.keys(hints).length === 0) return undefined;
  if (hints.readOnlyHint === true) return { reversible: true, sideEffects: [], annotations: hints };
  return hints.destructiveHint === true ? { reversible: false, annotations: hints } : { annotations: hints };
}

/** MCP's four hints; what else a server puts there is no hint of MCP. */
function toHints(annotations: unknown): JsonObject {
  if (!isJsonObject(annotations)) return {};
  return Object.fromEntries(
    Object.keys(Annotations.shape).flatMap((hint) =>
      typeof annotations[hint] === 'boolean' ? [[hint, annotations[hint]]] : [],
    ),
  );
}

function titleOf(annotations: unknown): string | undefined {
  return isJsonObject(annotations) && typeof annotations.title === 'string' ? annotations.title : undefined;
}
