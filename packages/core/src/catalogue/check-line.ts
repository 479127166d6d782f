// One typed line, such as `press_key key=HOME`: whose command it is, its parameters, and what could follow. For people who try
// a catalogue out and for completion; nothing is run.
import { type Issue, isJsonObject, type Json, type JsonObject, type LineVerdict } from '@action-registry/schema';
import { toInvalidJson } from '../invalid-json.js';
import { strictRead } from '../strict-json.js';
import { StrictJsonError } from '../strict-json-error.js';
import type { CommandCatalogue, KnownCommand } from './catalogues.js';
import { checkParams } from './check-params.js';

const COMPLETIONS_MAX = 20;
const NAME = /^\s*([^\s{]+)/;
const PARAM = /\s*([^\s=]+)(?:=("(?:[^"\\]|\\.)*"?|\S*))?/y;

/**
 * What is known of a line. `known`: a command by its own name; `ambiguous`: the beginning of several; else `unknown`, with
 * what was probably meant as completions, for an alias its command. Parameters are `name=value` (text in "quotes" may have
 * blanks) or a JSON object.
 */
export function checkLine(line: string, catalogue: CommandCatalogue): LineVerdict {
  const { name, rest, command } = splitLine(line, catalogue);
  if (command === undefined) return completeName(name, catalogue);
  const { params, open } = readParams(line, rest, command);
  // A name that more text could follow may still grow into another one.
  const longer = rest === '' ? namesFrom(name, catalogue).filter((each) => each !== command.name) : [];
  const completions = [...longer, ...completeParams(command, params, open)].slice(0, COMPLETIONS_MAX);
  return { verdict: 'known', command: command.name, params, completions };
}

/** What is wrong with the parameters of a line whose command is known: how they are written, else what they are. */
export function checkLineParams(line: string, catalogue: CommandCatalogue): Issue[] {
  const { rest, command } = splitLine(line, catalogue);
  if (command === undefined) return [];
  const { params, problems } = readParams(line, rest, command);
  // What could not be read was not said, so nothing is told of what it lacks.
  if (problems.length > 0)
    return [...new Set(problems)].map((problem) => ({
      path: '/line',
      message: `This line: ${problem}.`,
      rule: 'syntax',
    }));
  const issues = checkParams({ command: command.name, params, path: [], place: 'this line' }, command);
  // A line has no places below it.
  return issues.map((issue) => ({ ...issue, path: '/line' }));
}

function splitLine(line: string, { commands }: CommandCatalogue) {
  const name = NAME.exec(line)?.[1] ?? '';
  return { name, rest: line.slice(line.indexOf(name) + name.length), command: commands.get(name) };
}

function completeName(name: string, catalogue: CommandCatalogue): LineVerdict {
  const names = namesFrom(name, catalogue);
  if (catalogue.aliases.has(name)) {
    const meant = catalogue.suggest(name).map(({ value }) => value);
    return { verdict: 'unknown', completions: [...new Set([...meant, ...names])].slice(0, COMPLETIONS_MAX) };
  }
  if (names.length > 1) return { verdict: 'ambiguous', completions: names.slice(0, COMPLETIONS_MAX) };
  const completions = names.length === 1 ? names : catalogue.suggest(name).map(({ value }) => value);
  return { verdict: 'unknown', completions };
}

function namesFrom(start: string, { commands }: CommandCatalogue): string[] {
  return [...commands.keys()].filter((name) => name.startsWith(start)).sort();
}

/** The parameters as read, the one that is still being typed, and what could not be read as it was meant. */
type ReadParams = { params: JsonObject; open: string | undefined; problems: string[] };

function readParams(line: string, rest: string, command: KnownCommand): ReadParams {
  if (rest.trimStart().startsWith('{')) return readObject(line, rest);
  const params = new Map<string, Json>();
  const problems: string[] = [];
  let open: string | undefined;
  let end = 0;
  PARAM.lastIndex = 0;
  for (let found = PARAM.exec(rest); found !== null; found = PARAM.exec(rest)) {
    const [, name = '', value = ''] = found;
    end = PARAM.lastIndex;
    open = end === rest.length ? name : undefined;
    const problem = findParamProblem(name, value, params);
    if (problem !== undefined) problems.push(problem);
    if (value !== '') params.set(name, readValue(value, name, command));
  }
  const left = rest.slice(end).trim();
  if (left !== '') problems.push(`'${left}' has no name before its '='`);
  return { params: Object.fromEntries(params), open, problems };
}

function findParamProblem(name: string, value: string, before: ReadonlyMap<string, Json>): string | undefined {
  if (before.has(name)) return `parameter '${name}' is given twice`;
  if (value === '') return `'${name}' has no value: a parameter is name=value, with "quotes" around blanks`;
  if (!value.startsWith('"')) return undefined;
  if (!/^"(?:[^"\\]|\\.)*"$/.test(value)) return `the value of '${name}' has no closing quote`;
  return readJson(value) === undefined ? `the value of '${name}' is no JSON text` : undefined;
}

function readObject(line: string, rest: string): ReadParams {
  try {
    // With blanks for what stands before it, a place in the object is a place in the line.
    const value = strictRead(rest.padStart(line.length));
    return { params: isJsonObject(value) ? value : {}, open: undefined, problems: [] };
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    const { message } = toInvalidJson(error, 'the JSON of its parameters');
    return { params: {}, open: undefined, problems: [message.replace(/\.$/, '')] };
  }
}

/** Text stays text where a string is wanted; elsewhere it is read as JSON where it is any. */
function readValue(text: string, name: string, command: KnownCommand): Json {
  if (text.startsWith('"')) return readJson(text) ?? text.slice(1);
  const schema = schemaOf(name, command);
  const isText = isJsonObject(schema) && (schema.type === 'string' || Array.isArray(schema.enum));
  const isChoice = isText && Array.isArray(schema.enum) && !schema.enum.includes(text);
  return isText && !isChoice ? text : (readJson(text) ?? text);
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function completeParams(command: KnownCommand, params: JsonObject, open: string | undefined): string[] {
  const schema = open === undefined ? undefined : schemaOf(open, command);
  const choices = isJsonObject(schema) && Array.isArray(schema.enum) ? schema.enum : [];
  const started = open === undefined ? '' : String(params[open] ?? '');
  const values = choices.filter((choice) => String(choice).startsWith(started) && choice !== started);
  if (values.length > 0) return values.map((choice) => `${open}=${String(choice)}`);
  const declared = command.params_schema.properties;
  const names = isJsonObject(declared) ? Object.keys(declared) : [];
  return names.filter((name) => !Object.hasOwn(params, name)).map((name) => `${name}=`);
}

function schemaOf(name: string, { params_schema }: KnownCommand): Json | undefined {
  const { properties } = params_schema;
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
