// The rules that find what is wrong with a draft: core's own, with the validator of schemas. They weigh more than the rest of
// the page, so they are fetched once a draft is shown; whatever the page imports at once must not import from here.

import type { DraftView, Finding } from './problems.js';
import { findCommandProblems } from './problems-command.js';
import { findContentProblems } from './problems-content.js';
import { findFieldProblems } from './problems-fields.js';
import { findPromptProblems } from './problems-prompt.js';
import { findUnknownKeys } from './problems-unknown.js';

export { findExampleProblems } from './problems-examples.js';
export { findDroppedPaths } from './problems-unknown.js';

/** Everything that the rules find in a draft, its examples left out. */
export function findRuleProblems(view: DraftView): Finding[] {
  return [
    ...findFieldProblems(view),
    ...findUnknownKeys(view),
    ...findContentProblems(view),
    ...findPromptProblems(view),
    ...findCommandProblems(view),
  ];
}
