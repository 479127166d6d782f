// `actions completion`: what bash offers when the tab key is pressed. The script is made of the commands as they are, and
// calls nothing while somebody types.
import { Argument, type Command } from 'commander';
import { type AddCommand, toExamples } from '../command.js';

export const addCompletion: AddCommand = (program, context) => {
  program
    .command('completion')
    .description('print a script that completes commands and options')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(['bash']))
    .addHelpText('after', toExamples('completion bash > ~/.local/share/bash-completion/completions/actions'))
    .action((shell: string) => {
      const script = toBashCompletion(program);
      context().io.result({ shell, script }, script.trimEnd().split('\n'));
    });
};

/** A bash script that completes the commands and options of `program`, and files where neither fits. */
export function toBashCompletion(program: Command): string {
  const places = listPlaces(program, []);
  const name = program.name();
  return [
    `_${name}() {`,
    '  local place="" part words',
    // A word leads further only where it names a command: `get search` asks for an action of that name.
    `  for part in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    '    case "$place/$part" in',
    ...places.slice(1).map(({ path }) => `      ${path}) place="$place/$part" ;;`),
    '    esac',
    '  done',
    '  case "$place" in',
    ...places.map(({ path, words }) => `    "${path}") words="${words.join(' ')}" ;;`),
    '  esac',
    `  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))`,
    '}',
    `complete -o default -F _${name} ${name}`,
    '',
  ].join('\n');
}

type Place = { path: string; words: string[] };

/** Every command by its path (`/keys/add`, the program itself is the empty text), with what may stand behind it. */
function listPlaces(command: Command, names: readonly string[]): Place[] {
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  const words = [...command.commands.map((child) => child.name()), ...options, '--help'];
  const path = names.map((name) => `/${name}`).join('');
  return [{ path, words }, ...command.commands.flatMap((child) => listPlaces(child, [...names, child.name()]))];
}
