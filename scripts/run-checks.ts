// Runs checks one after the other and tells how each went. One that fails, or breaks, does not keep the next from running.

/** `run` resolves to what is wrong, one text per problem; to none when all is well. */
export type Check = { name: string; run: () => string[] | Promise<string[]> };

/** How a check went. */
export type CheckResult = { name: string; ok: boolean; seconds: number; problems: string[] };

async function runCheck({ name, run }: Check): Promise<CheckResult> {
  const startedAt = performance.now();
  const problems = await Promise.resolve()
    .then(run)
    .catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  return { name, ok: problems.length === 0, seconds: (performance.now() - startedAt) / 1000, problems };
}

/** A result as a row of the table, with its problems below. */
export function formatResult({ name, ok, seconds, problems }: CheckResult): string {
  const row = `${name.padEnd(30)} ${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s`;
  return [row, ...problems.map((problem) => `  ${problem.replaceAll('\n', '\n  ')}`)].join('\n');
}

/** Runs every check in order, and hands each result to `print` as soon as it is there. */
export async function runChecks(
  checks: readonly Check[],
  print: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check);
    print(result);
    results.push(result);
  }
  return results;
}
