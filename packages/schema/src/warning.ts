// Warnings: what saving or publishing changed or noticed, told to the caller and never silent.
import { z } from 'zod';

/** What a warning is about; codes are stable, messages are for people. */
export const WarningCode = z.enum([
  'default_filled',
  'unknown_key_dropped',
  'value_clamped',
  'variable_unknown',
  'variable_unclosed',
  'variable_unused',
  'similar_name',
  'hidden_character',
  'name_changed',
  'property_name',
  'cwd_missing',
  'variable_missing',
  'command_deprecated',
  'command_destructive',
  'param_default',
  'commands_unchecked',
]);
export type WarningCode = z.infer<typeof WarningCode>;

/** One warning at one place; `path` is an RFC 6901 JSON pointer. */
export const Warning = z.object({ path: z.string(), code: WarningCode, message: z.string() });
export type Warning = z.infer<typeof Warning>;
