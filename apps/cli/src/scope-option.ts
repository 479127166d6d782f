// The option that names actions, one by one or by `namespace.*`: what a key may sign, or an API key may write.
import { Scope } from '@action-registry/schema';
import { Option } from 'commander';
import { UsageError } from './usage-error.js';

/** An option whose value is a list of scopes, with commas or repeated; throws UsageError for what is none. */
export function scopeOption(description: string, flags = '--scope <scopes>'): Option {
  return new Option(flags, description).argParser((text: string, before: string[] = []) => [
    ...before,
    ...text.split(',').map(parseScope),
  ]);
}

function parseScope(text: string): string {
  const { data, error } = Scope.safeParse(text.trim());
  if (data === undefined) throw new UsageError(`The scope '${text}' ${error?.issues[0]?.message ?? 'is unlawful'}.`);
  return data;
}
