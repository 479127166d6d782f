// The overview is written down so that it can be shown without loading any command: it must say what the commands say.
import { expect, test } from 'vitest';
import { GROUPS, nameOf } from './overview.js';
import { createProgram } from './program.js';

const rows = GROUPS.flatMap((group) => group.rows);

async function showHelp(...args: string[]): Promise<string> {
  let said = '';
  const program = await createProgram(
    args,
    (text) => {
      said += text;
    },
    {},
  );
  await program.parseAsync(args, { from: 'user' }).catch(() => undefined);
  return said;
}

test('the overview without any command loaded is that of all commands', async () => {
  const program = await createProgram(['completion'], () => undefined, {});
  const help = await showHelp('--help');
  expect(help.startsWith(program.helpInformation())).toBe(true);
  expect(help).toContain('\nCommands:\n');
});

test.each(rows.map((row) => [nameOf(row), row] as const))(
  '%s has its help, however it is asked for',
  async (name, row) => {
    const help = await showHelp(name, '--help');
    expect(help).toMatch(new RegExp(`^Usage: actions ${name} \\[options\\]`));
    expect(help.replace(/\s+/g, ' ')).toContain(row.about);
    // The command itself, and not its row in the overview.
    expect(help).toMatch(/\nExamples?:\n|\nCommands:\n/);
    expect(await showHelp('help', name)).toBe(help);
  },
);
