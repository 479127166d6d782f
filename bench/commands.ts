// `pnpm bench:commands`: how long checking one device definition takes in a catalogue of 10,000 commands, when all is right and
// when a command is misspelt and suggestions are looked for. Medians; the first check of a command compiles its schema.
import { BUILTIN_CATALOGUES, checkCommands, createCatalogues } from '@action-registry/core';
import type { CatalogueContent, JsonObject } from '@action-registry/schema';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 101;
const VERBS = ['open', 'close', 'set', 'get', 'toggle', 'swipe', 'press', 'launch', 'record', 'show'];
const NOUNS = ['window', 'channel', 'volume', 'input', 'source', 'menu', 'picture', 'profile', 'timer', 'network'];

function toCatalogue(size: number): CatalogueContent {
  const commands = Array.from({ length: size }, (_, index) => ({
    name: `${VERBS[index % 10]}_${NOUNS[Math.floor(index / 10) % 10]}_${Math.floor(index / 100)}`,
    action_type: 'remote',
    description: 'A command of the benchmark.',
    risk: 'write' as const,
    params_schema: { type: 'object', properties: { n: { type: 'integer', minimum: 0 } }, additionalProperties: false },
  }));
  return { device_model: 'bench', version: '1.0.0', commands };
}

function toSpec(commands: readonly string[]): JsonObject {
  const actions = commands.map((command) => ({ command, params: { n: 1 } }));
  return { device_model: 'bench', action_sets: [{ id: 'forward', actions }], default_action_set_id: 'forward' };
}

function measure(work: () => void): string {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return `${(times[Math.floor(ROUNDS / 2)] ?? 0).toFixed(3)} ms (p95 ${(times[Math.floor(ROUNDS * 0.95)] ?? 0).toFixed(3)})`;
}

for (const size of SIZES) {
  const catalogues = createCatalogues([...BUILTIN_CATALOGUES, toCatalogue(size)]);
  const start = performance.now();
  catalogues.find('bench');
  const composed = performance.now() - start;
  const names = [...(catalogues.find('bench')?.commands.keys() ?? [])];
  const valid = toSpec(Array.from({ length: 20 }, (_, index) => names[(index * 37) % names.length] ?? ''));
  const wrong = toSpec(['opne_windw_1']);
  if (checkCommands(valid, catalogues).message !== undefined) throw new Error('the valid spec is refused');
  if (checkCommands(wrong, catalogues).suggestions.length === 0) throw new Error('nothing is suggested');
  process.stdout.write(
    `${size} commands: composed in ${composed.toFixed(1)} ms; 20 valid steps ${measure(() => checkCommands(valid, catalogues))} (goal 1); ` +
      `a misspelt one ${measure(() => checkCommands(wrong, catalogues))} (goal 10)\n`,
  );
}
process.stdout.write(`node ${process.version}, medians of ${ROUNDS}\n`);
