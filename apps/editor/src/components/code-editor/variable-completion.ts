// After `{{` the names of the inputs are offered, and taking one closes the braces.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';

type ApplyArguments = Parameters<Exclude<Completion['apply'], string | undefined>>;

/** What can be completed at a place in a prompt. */
export function completeVariables(
  context: CompletionContext,
  names: readonly { name: string; detail: string }[],
): CompletionResult | null {
  const open = context.matchBefore(/\{\{\s*[\w.-]*/);
  if (open === null || names.length === 0) return null;
  const from = open.from + (/^\{\{\s*/.exec(open.text)?.[0].length ?? 0);
  return {
    from,
    options: names.map(({ name, detail }) => ({ label: name, detail, type: 'variable', apply: insert })),
    validFor: /^[\w.-]*$/,
  };
}

function insert(...[view, { label }, from, to]: ApplyArguments): void {
  const after = view.state.sliceDoc(to, to + 2);
  const isClosed = after === '}}';
  const text = isClosed ? label : `${label}}}`;
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + label.length + 2 },
    userEvent: 'input.complete',
  });
}
