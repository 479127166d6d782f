// Whether the examples of a draft fit its own schemas. The validator interprets schemas and compiles none, as the page's
// policy demands; a schema that it cannot follow judges nothing.
import { isJsonObject, type Json, type JsonObject } from '@action-registry/schema';
import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { findNode, parsePointer, pointerTo } from './json-tree.js';
import { problemMessages } from './messages/draft.js';
import type { DraftView, Finding } from './problems.js';

/** A warning at each value of an example that a schema does not allow; one a value. */
export function findExampleProblems(view: Pick<DraftView, 'value' | 'tree'>): Finding[] {
  const { examples, inputSchema, outputSchema } = view.value;
  if (!Array.isArray(examples)) return [];
  const checkInput = toCheck(inputSchema);
  const checkOutput = toCheck(outputSchema);
  return examples.flatMap((example, index) => {
    if (!isJsonObject(example)) return [];
    const at = pointerTo('/examples', index);
    return [
      ...toFindings(view, `${at}/input`, example.input === undefined ? [] : checkInput(example.input)),
      ...toFindings(view, `${at}/output`, example.output === undefined ? [] : checkOutput(example.output)),
    ];
  });
}

/** What a schema says against a value: the deepest complaints, each with the place in the value. */
function toCheck(schema: Json | undefined): (value: Json) => OutputUnit[] {
  if (!isJsonObject(schema)) return () => [];
  const draft = schema.$schema?.toString().includes('draft-07') === true ? '7' : '2020-12';
  // JSON without a prototype is still JSON.
  const plain = JSON.parse(JSON.stringify(schema)) as JsonObject;
  return (value) => {
    try {
      const { errors } = new Validator(plain as Schema, draft, false).validate(JSON.parse(JSON.stringify(value)));
      return errors.filter(
        ({ instanceLocation }) => !errors.some((other) => other.instanceLocation.startsWith(`${instanceLocation}/`)),
      );
    } catch {
      return [];
    }
  };
}

function toFindings({ tree }: Pick<DraftView, 'tree'>, path: string, errors: readonly OutputUnit[]): Finding[] {
  const words = path.endsWith('input') ? problemMessages.exampleInput : problemMessages.exampleOutput;
  const byPlace = new Map(errors.map((error) => [error.instanceLocation, error]));
  return [...byPlace.values()].map(({ instanceLocation, error }) => {
    const steps = parsePointer(decodeURIComponent(instanceLocation.replace(/^#/, '')));
    const place = steps.reduce(pointerTo, path);
    const where = steps.length === 0 ? '' : ` at ${steps.join('.')}`;
    const at = findNode(tree, place) === undefined ? path : place;
    return { weight: 'warning', path: at, message: words(where, error) };
  });
}
