// The command line of the doctor: its options, its help, where it prints, and its exit codes.
import { parseArgs } from 'node:util';
import { ConfigError, loadConfig } from '../config.js';
import { describeStartError } from '../start-error.js';
import { DoctorError, runDoctor } from './run-doctor.js';

const HELP = `actions-server doctor [--from INDEX] [--json]

Replays the log and holds every release, signature, key, channel, deprecation, yank and namespace against it.
Reads the settings of the server (DATA_DIR, DATABASE_URL, …) and changes nothing.

  --from INDEX  the entries from INDEX on and the rows they touch; what lies before is taken as it stands
  --json        one JSON object: {clean, from, size, root, sound, differences: [{where, what, expected, found, next}]}

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
    return await runDoctor(config, { ...options, write, progress: showProgress });
  } catch (error) {
    const words =
      error instanceof DoctorError || error instanceof ConfigError ? error.message : describeStartError(error, config);
    process.stderr.write(`The doctor cannot work: ${words}\n`);
    return 2;
  }
}

function readOptions(args: readonly string[]): { from: number; json: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!/^\d{1,15}$/.test(values.from)) throw new DoctorError('--from takes an index of the log, 0 or more.');
    return { from: Number(values.from), json: values.json, help: values.help };
  } catch (error) {
    if (error instanceof DoctorError) throw error;
    throw new DoctorError(
      `${error instanceof Error ? error.message : String(error)} See actions-server doctor --help.`,
      {
        cause: error,
      },
    );
  }
}

/** A line that is written over, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}
