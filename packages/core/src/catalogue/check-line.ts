// One typed line, such as `press_key key=HOME`: whose command it is, its parameters, and what could follow. For people who try
// a catalogue out and for completion; nothing is run.
import { type Issue, isJsonObject, type Json, type JsonObject, type LineVerdict } from '@action-registry/schema';
import type { CommandCatalogue, KnownCommand } from './catalogues.js';
import { checkParams } from './check-params.js';

const COMPLETIONS_MAX = 20;
const NAME = /^\s*([^\s{]+)/;
const PARAM = /\s*([^\s=]+)(?:=("(?:[^"\\]|\\.)*"?|\S*))?/y;

/**
 * What is known of a line. `known`: a command or an alias of one; `ambiguous`: the beginning of several; else `unknown`, with
 * what was probably meant as completions. Parameters are `name=value` (text in "quotes" may have blanks) or a JSON object.
 */
export function checkLine(line: string, catalogue: CommandCatalogue): LineVerdict {
  const name = NAME.exec(line)?.[1] ?? '';
  const rest = line.slice(line.indexOf(name) + name.length);
  const command = catalogue.commands.get(catalogue.aliases.get(name) ?? name);
  if (command === undefined) return completeName(name, catalogue);
  const { params, open } = readParams(rest, command);
  // A name that more text could follow may still grow into another one.
  const longer = rest === '' ? namesFrom(name, catalogue).filter((each) => each !== command.name) : [];
  const completions = [...longer, ...completeParams(command, params, open)].slice(0, COMPLETIONS_MAX);
  return { verdict: 'known', command: command.name, params, completions };
}

/** What is wrong with the parameters of a line that is known. */
export function checkLineParams({ command = '', params }: LineVerdict, { commands }: CommandCatalogue): Issue[] {
  const known = commands.get(command);
  if (known === undefined) return [];
  const issues = checkParams({ command, params, path: [], place: 'this line' }, known);
  // A line has no places below it.
  return issues.map((issue) => ({ ...issue, path: '/line' }));
}

function completeName(name: string, catalogue: CommandCatalogue): LineVerdict {
  const names = namesFrom(name, catalogue);
  if (names.length > 1) return { verdict: 'ambiguous', completions: names.slice(0, COMPLETIONS_MAX) };
  const completions = names.length === 1 ? names : catalogue.suggest(name).map(({ value }) => value);
  return { verdict: 'unknown', completions };
}

function namesFrom(start: string, { commands }: CommandCatalogue): string[] {
  return [...commands.keys()].filter((name) => name.startsWith(start)).sort();
}

/** The parameters as read, and the one that is still being typed. */
function readParams(rest: string, command: KnownCommand): { params: JsonObject; open: string | undefined } {
  const text = rest.trim();
  if (text.startsWith('{')) return { params: readObject(text), open: undefined };
  const params: [string, Json][] = [];
  let open: string | undefined;
  PARAM.lastIndex = 0;
  for (let found = PARAM.exec(rest); found !== null; found = PARAM.exec(rest)) {
    const [, name = '', value] = found;
    open = PARAM.lastIndex === rest.length ? name : undefined;
    if (value !== undefined && value !== '') params.push([name, readValue(value, name, command)]);
  }
  return { params: Object.fromEntries(params), open };
}

function readObject(text: string): JsonObject {
  const value = readJson(text);
  return isJsonObject(value) ? value : {};
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
