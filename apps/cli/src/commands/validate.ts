// `actions validate` and `actions sign`: what can be done with files alone, without a registry.

import { writeFile } from 'node:fs/promises';
import type { Warning } from '@action-registry/schema';
import type { AddCommand } from '../command.js';
import { listDocumentFiles, readDocumentFile, signDocument } from '../document-file.js';
import { loadSigningKey } from '../signing-key.js';

/** Warnings as lines. */
export function toWarningLines(warnings: readonly Warning[]): string[] {
  return warnings.map(({ path, message }) => `  ! ${path || '/'}: ${message}`);
}

export const addValidate: AddCommand = (program, context) => {
  program
    .command('validate')
    .description('check document files without a registry')
    .argument('<paths...>', 'files, or folders of .json files')
    .action(async (paths: string[]) => {
      const { io } = context();
      const files = await Promise.all((await listDocumentFiles(paths)).map((file) => readDocumentFile(file)));
      const data = files.map(({ file, parsed }) => ({
        file,
        name: parsed.document.name,
        version: parsed.document.version,
        hash: parsed.hash,
        warnings: parsed.warnings,
      }));
      io.result(
        { items: data },
        data.flatMap(({ file, name, version, hash, warnings }) => [
          `✔ ${file}: ${name}@${version} ${hash}`,
          ...toWarningLines(warnings),
        ]),
      );
    });
};

export const addSign: AddCommand = (program, context) => {
  program
    .command('sign')
    .description('sign document files; writes FILE.signed.json, which `publish` takes')
    .argument('<paths...>', 'files, or folders of .json files')
    .option('--kid <kid>', 'the key to sign with')
    .action(async (paths: string[], { kid }: { kid?: string }) => {
      const { config, io } = context();
      const key = await loadSigningKey({ config, io, kid });
      const items = [];
      for (const file of await listDocumentFiles(paths)) {
        const { parsed, signatures } = await readDocumentFile(file);
        const signed = `${file.replace(/(\.signed)?\.json$/, '')}.signed.json`;
        const others = signatures.filter((signature) => signature.kid !== key.kid);
        await writeFile(
          signed,
          `${JSON.stringify({ document: parsed.canonical, signatures: [...others, signDocument(parsed, key)] }, null, 2)}\n`,
        );
        items.push({
          file: signed,
          name: parsed.document.name,
          version: parsed.document.version,
          hash: parsed.hash,
          kid: key.kid,
        });
      }
      io.result(
        { items },
        items.map(({ file, name, version }) => `✔ ${name}@${version} signed by ${key.kid}: ${file}`),
      );
    });
};
