// `actions export`: a release with its proof in one file, for machines without a network. Only what verified here is written.
import { toReleaseExport } from '@action-registry/client';
import { type AddCommand, type CommandContext, toExamples } from '../command.js';
import { type Output, outputOption } from '../output-option.js';
import { writeSharedFile } from '../private-file.js';
import { UsageError } from '../usage-error.js';

export const addExport: AddCommand = (program, context) => {
  program
    .command('export')
    .description('write a verified release with its proof into one file; `actions verify FILE` needs no network')
    .argument('<reference>', 'name, name@1.2.0, name@^1 or name@channel')
    .addOption(outputOption('write it there (default: standard output)'))
    .addHelpText('after', toExamples('export files.move@1.2.0 -o files.move.json', 'verify files.move.json'))
    .action((reference: string, { output }: { output?: Output }) => exportRelease(context(), reference, output?.file));
};

async function exportRelease({ io, open }: CommandContext, reference: string, output?: string): Promise<void> {
  const inspection = await (await open()).inspect(reference);
  if (inspection.error !== undefined) throw inspection.error;
  const exported = toReleaseExport(inspection);
  if (exported === undefined)
    throw new UsageError(
      'The place in the log was not verified. `actions log pin` pins the log’s key, then run this again.',
    );
  const text = `${JSON.stringify(exported, null, 2)}\n`;
  if (output === undefined) {
    io.verbatim(text);
    return;
  }
  await writeSharedFile(output, text);
  const { name, version, hash, log_index } = exported;
  io.result({ name, version, hash, log_index, file: output }, [
    `✔ ${name}@${version} with its proof at log index ${log_index}: ${output}`,
    `Next: actions verify ${output}`,
  ]);
}
