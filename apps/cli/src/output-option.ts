// The option that says where a text is written: for every command that writes one it means the same, and a dash is standard
// output as it is standard input where a file is read.
import { InvalidArgumentError, Option } from 'commander';

/** Where a text goes: into a file, or without one to standard output. */
export type Output = { readonly file?: string };

/** An option whose value is an Output. */
export function outputOption(description: string): Option {
  return new Option('-o, --output <file>', description).argParser(toOutput);
}

function toOutput(text: string): Output {
  if (text === '') throw new InvalidArgumentError('Give the name of a file, or - for standard output.');
  return text === '-' ? {} : { file: text };
}
