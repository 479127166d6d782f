// The command line of the doctor: its options, its help, where it prints, and its exit codes.
import { parseArgs } from 'node:util';
import { LIMITS } from '@action-registry/schema';
import { type Config, ConfigError, loadConfig } from '../config.js';
import { describeStartError } from '../start-error.js';
import { DoctorError } from './doctor-error.js';
import { type Restarted, type RestartOptions, restartLog } from './restart-log.js';
import { runDoctor, withRegistry } from './run-doctor.js';

const HELP = `actions-server doctor [--from INDEX] [--json] [--restart-log …]

Replays the log and holds every release, signature, key, channel, deprecation, yank and namespace against it.
Reads the settings of the server (DATA_DIR, DATABASE_URL, …) and changes nothing.

  --from INDEX  the entries from INDEX on and the rows they touch; what lies before is taken as it stands
  --json        one JSON object: {clean, from, size, root, sound, differences: [{where, what, expected, found, next}]}

  --restart-log --reason TEXT [--origin NAME] [--checkpoint FILE]
                for a log whose last entries are lost for good (docs/operating.md): it goes on under another name and key,
                and its first entry there says what was signed last before. Stop all servers first. Everybody can read
                TEXT. FILE is a newer signed checkpoint than the one that this machine remembers, if somebody has one.

Exit codes: 0 nothing differs, 1 something differs, 2 it could not be found out.
`;

/** Runs the doctor by its arguments and answers the exit code. */
export async function doctorCommand(args: readonly string[]): Promise<0 | 1 | 2> {
  const write = (text: string): void => {
    showProgress('');
    process.stdout.write(text);
  };
  let config: ReturnType<typeof loadConfig> | undefined;
  try {
    const options = readOptions(args);
    if (options.help) {
      write(HELP);
      return 0;
    }
    config = loadConfig();
    if (options.restart !== undefined) return await restart(config, options.restart, { ...options, write });
    return await runDoctor(config, { ...options, write, progress: showProgress });
  } catch (error) {
    const words =
      error instanceof DoctorError || error instanceof ConfigError ? error.message : describeStartError(error, config);
    process.stderr.write(`The doctor cannot work: ${words}\n`);
    return 2;
  }
}

async function restart(
  config: Config,
  options: RestartOptions,
  { json, write }: { json: boolean; write: (text: string) => void },
): Promise<0> {
  const restarted = await withRegistry(config, (database) => restartLog(database, config, options));
  write(json ? `${JSON.stringify(restarted, undefined, 2)}\n` : toRestartedLines(restarted));
  return 0;
}

function toRestartedLines({ origin, index, previous, key_file }: Restarted): string {
  return `The log goes on as '${origin}' from entry ${index}, which says that ${previous.size} entries were signed as '${previous.origin}'.
Its new key is in ${key_file}: copy it to every other server, and keep a copy apart from the database.
Start the server. Every client stops at the new name, as it must: tell its users why, and that \`actions log forget\` and
\`actions log pin\` take the log under its new name and key.
`;
}

type Options = { from: number; json: boolean; help: boolean; restart: RestartOptions | undefined };

const OPTIONS = {
  from: { type: 'string', default: '0' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  'restart-log': { type: 'boolean', default: false },
  reason: { type: 'string' },
  origin: { type: 'string' },
  checkpoint: { type: 'string' },
} as const;

function readOptions(args: readonly string[]): Options {
  const { values } = parseOptions(args);
  const { from, json, help, origin, checkpoint } = values;
  if (!/^\d{1,15}$/.test(from)) throw new DoctorError('--from takes an index of the log, 0 or more.');
  if (!values['restart-log']) return { from: Number(from), json, help, restart: undefined };
  const reason = values.reason?.trim() ?? '';
  if (reason === '' || reason.length > LIMITS.reasonCharacters)
    throw new DoctorError(`--restart-log needs --reason TEXT, of at most ${LIMITS.reasonCharacters} characters.`);
  return { from: 0, json, help, restart: { reason, origin, checkpoint } };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new DoctorError(`${words} See actions-server doctor --help.`, { cause: error });
  }
}

/** A line that is written over, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}
