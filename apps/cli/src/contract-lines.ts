// A comparison for people: the verdict first, then what breaks with its example, then the rest, and the least version at the end.
import {
  type AboveContract,
  type ContractChange,
  type ContractComparison,
  type Json,
  type PublishContract,
  RecordedGate,
  type SideComparison,
} from '@action-registry/schema';

const MARKS = { compatible: '✔', breaking: '✖', unknown: '!' } as const;
const VERDICTS = { compatible: 'compatible', breaking: 'breaking', unknown: 'not decided' } as const;
const WITNESS_CHARACTERS_MAX = 400;
const CHANGES_SHOWN = 40;
const ROOTS = { input: 'inputSchema', output: 'outputSchema' } as const;
const ORDER = { breaking: 0, unknown: 1, compatible: 2 } as const;

/** The lines of a comparison. */
export function toContractLines(compared: ContractComparison): string[] {
  const { verdict, changes, dangerous, bump, least_version } = compared;
  const least = least_version === undefined ? '' : `: ${least_version} or later`;
  return [
    `${MARKS[verdict]} ${VERDICTS[verdict]}; the least step is ${bump}${least}`,
    ...toSideLines('input', compared.input),
    ...toSideLines('output', compared.output),
    ...toChangeLines(changes),
    ...dangerous.map(({ pointer, message, witness }) => `  ! ${pointer || '/'}: ${message}${toExample(witness)}`),
  ];
}

const TROUBLE = {
  breaking: (base: string) => `it breaks callers of ${base}`,
  unknown: (base: string) => `nobody can say whether it breaks callers of ${base}`,
  compatible: (base: string) => `the step is too small after ${base}`,
} as const;
const TROUBLE_ABOVE = {
  breaking: (above: string) => `${above}, which stands above it, breaks its callers`,
  unknown: (above: string) => `nobody can say whether ${above}, which stands above it, breaks its callers`,
  compatible: (above: string) => `${above}, which stands above it, is too small a step`,
} as const;

/** What was published and would be refused elsewhere: the reason that was accepted, or what breaks; else nothing. */
export function toOutcomeLines(contract: PublishContract | AboveContract): string[] {
  const { outcome, verdict, accepted_reason = '' } = contract;
  const beside = 'base' in contract ? contract.base : contract.above;
  if (outcome === 'accepted') return [`  ! accepted as undecided against ${beside}: ${accepted_reason}`];
  if (outcome !== 'warned') return [];
  const what = ('base' in contract ? TROUBLE : TROUBLE_ABOVE)[verdict](beside);
  return [`  ! published although ${what}:`, ...toContractLines(contract).map((line) => `  ${line}`)];
}

/** What a registry says ever after of a release that it would not have published without a word; else nothing. */
export function toRecordedText(release: object): string {
  const { contract, contract_above } = RecordedGate.safeParse(release).data ?? {};
  const of = ({ outcome, accepted_reason = '' }: Recorded, version: string, trouble: string) => [
    ...(outcome === 'warned' ? [`published although ${trouble}`] : []),
    ...(outcome === 'accepted' ? [`accepted as undecided against ${version}: ${accepted_reason}`] : []),
  ];
  return [
    ...(contract === undefined ? [] : of(contract, contract.base, TROUBLE[contract.verdict](contract.base))),
    ...(contract_above === undefined
      ? []
      : of(contract_above, contract_above.above, TROUBLE_ABOVE[contract_above.verdict](contract_above.above))),
  ].join('; ');
}

type Recorded = Pick<PublishContract, 'outcome' | 'accepted_reason'>;

/** With which release the comparison of a gate is, and what it says. */
export function toGateLines(contract: ComparedBeside): string[] {
  const head =
    'base' in contract
      ? `compared with ${contract.base}:`
      : `${contract.above}, which stands above it, compared with it:`;
  return [head, ...toContractLines(contract)];
}

/** A comparison with the release below, or of the one above. */
export type ComparedBeside = ContractComparison & ({ readonly base: string } | { readonly above: string });

/** What a side says beyond its changes: the value that tells the schemas apart, or what stood in the way. */
function toSideLines(side: keyof typeof ROOTS, { verdict, strict, declared_only }: SideComparison): string[] {
  const answer = declared_only.verdict === verdict ? declared_only : strict;
  if (answer.verdict === 'breaking') return [`  ✖ ${side}s:${toExample(answer.witness)}`];
  if (answer.verdict !== 'unknown') return [];
  const place = `/${ROOTS[side]}${answer.pointer ?? ''}`;
  return [`  ! ${side}s: not decided, because of ${answer.keyword ?? 'something'} at ${place}`];
}

function toChangeLines(changes: readonly ContractChange[]): string[] {
  const sorted = changes.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  const lines = sorted.slice(0, CHANGES_SHOWN).map((change) => `  ${MARKS[change.verdict]} ${toPlaced(change)}`);
  const more = changes.length - CHANGES_SHOWN;
  return more > 0 ? [...lines, `  and ${more} more (--json has them)`] : lines;
}

/** A message begins with the place in its schema, or names none: from the document's root it says which schema. */
function toPlaced({ side, pointer, message }: ContractChange): string {
  const inSchema = side === 'document' ? pointer : pointer.slice(ROOTS[side].length + 1);
  const place = inSchema === '' ? 'The schema' : `\`${inSchema}\``;
  return `\`${pointer}\`${message.startsWith(place) ? message.slice(place.length) : `: ${message}`}`;
}

function toExample(witness: Json | undefined): string {
  if (witness === undefined) return '';
  const text = JSON.stringify(witness);
  return ` for example ${text.length <= WITNESS_CHARACTERS_MAX ? text : `${text.slice(0, WITNESS_CHARACTERS_MAX)}…`}`;
}
