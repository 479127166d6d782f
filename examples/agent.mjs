// An agent that takes its tools from the registry: it resolves each by a range, checks signature and digest on this machine,
// and runs only what verified. What a model would choose is a line on standard input here: NAME JSON-INPUT.
//   echo 'text.upper {"text":"hello"}' | node agent.mjs trusted-keys.json text.upper@^1 text.count@^1
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createRegistry, parseTrustedKeys } from '@action-registry/client';

const { ACTION_REGISTRY_URL: url = 'http://localhost:8000' } = process.env;
const [trustFile = 'trusted-keys.json', ...references] = process.argv.slice(2);

/** What this agent can do by itself; the registry says how it is to be called, never what runs here. */
const HANDLERS = {
  'text.upper': ({ text }) => text.toUpperCase(),
  'text.count': ({ text }) => text.split(/\s+/).filter(Boolean).length,
};

const registry = createRegistry({ url, trust: parseTrustedKeys(await readFile(trustFile, 'utf8')) });
const tools = new Map();
for (const reference of references) {
  try {
    const action = await registry.resolve(reference);
    tools.set(action.name, action);
    console.log(`ready: ${action.name}@${action.version}, signed by ${action.kid}`);
  } catch (error) {
    // Not verified, unsafe, yanked or unknown: the agent goes on without it and says why.
    console.log(`refused: ${reference}: ${error.code}`);
  }
}

// To a model these are its tools: dots are not allowed in the names vendors' APIs see.
const forModel = [...tools.values()].map(({ name, schema }) => ({
  name: name.replaceAll('.', '__'),
  description: schema.description ?? '',
  input_schema: schema.inputSchema ?? { type: 'object' },
}));
console.log(`offered: ${forModel.map(({ name }) => name).join(', ') || 'nothing'}`);

for await (const line of createInterface({ input: process.stdin })) {
  const [, name = '', input = '{}'] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
  const action = tools.get(name);
  const missing = (action?.schema.inputSchema?.required ?? []).filter((field) => !(field in JSON.parse(input)));
  if (action === undefined) console.log(`${name}: not one of my verified tools`);
  else if (missing.length > 0) console.log(`${name}: ${missing.join(', ')} is missing`);
  else console.log(`${name}: ${HANDLERS[name](JSON.parse(input))}`);
}
