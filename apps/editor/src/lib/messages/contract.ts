// Words of contracts: what a release means for those who call the one before it.
import type { AboveContract, ComparisonVerdict, PublishContract } from '@action-registry/schema';

/** What is recorded of a comparison, in the answer to a publish and in the log. */
export type RecordedContract = Pick<PublishContract, 'base' | 'outcome' | 'verdict' | 'accepted_reason'>;
/** The same of the release above it. */
export type RecordedAbove = Pick<AboveContract, 'above' | 'outcome' | 'verdict' | 'accepted_reason'>;

type SideWords = Readonly<Record<'input' | 'output', (base: string) => string>>;

/** Words of comparing contracts. */
export const contractMessages = {
  title: (base: string) => `For those who call ${base}`,
  comparing: (base: string) => `Comparing with ${base}…`,
  failed: 'It could not be compared here',
  failedBody: 'The registry compares it when you publish.',
  again: 'Compare again',
  invalidBase: (base: string) => `${base} does not verify in this browser: do not rely on what it is compared with.`,
  verdicts: { compatible: 'Compatible', breaking: 'Breaking', unknown: 'Not decided' },
  sides: { input: 'Inputs', output: 'Outputs', document: 'The rest' },
  sideWords: {
    compatible: {
      input: (base) => `Everything that ${base} accepts is accepted.`,
      output: (base) => `Everything that can come could come from ${base}.`,
    },
    breaking: {
      input: (base) => `Some of what ${base} accepts is refused.`,
      output: (base) => `Something can come that could not come from ${base}.`,
    },
    unknown: {
      input: (base) => `Whether everything that ${base} accepts is accepted could not be proved.`,
      output: (base) => `Whether everything that can come could come from ${base} could not be proved.`,
    },
  } satisfies Readonly<Record<ComparisonVerdict, SideWords>>,
  keyword: (keyword: string) => `What stood in the way is “${keyword}”`,
  keywordAt: 'at',
  documentBreaks: 'What was promised outside of the schemas is taken back.',
  witness: {
    input: (base: string) => `This input was accepted by ${base} and is refused now:`,
    output: (base: string) => `This output can come now and never came from ${base}:`,
  },
  witnessLabel: { input: 'An input that is refused now', output: 'An output that is new' },
  breaks: (count: number) => (count === 1 ? 'What breaks' : `What breaks: ${count} changes`),
  undecided: (count: number) => (count === 1 ? 'What is not decided' : `What is not decided: ${count} changes`),
  dangers: (count: number) =>
    count === 1
      ? 'One thing that breaks nothing and may surprise'
      : `${count} things that break nothing and may surprise`,
  example: 'An example',

  outcomes: {
    passed: (version: string) => `${version} is a large enough step.`,
    refused: (version: string, least: string) => `${version} is too small a step: it takes ${least} or later.`,
    undecided: (version: string, least: string) =>
      `${version} is enough only if nothing breaks, and that could not be decided: take ${least} or later, or say why nothing breaks.`,
    accepted: (version: string) => `It is published as ${version}, and the log keeps your reason.`,
    warned: (version: string, least: string) =>
      `${version} is too small a step: it takes ${least} or later. This registry publishes it all the same, and records that.`,
    free: (version: string) => `${version} begins a line of its own, which may break them.`,
    off: () => 'This registry holds no version against it: this is what changed.',
  },
  aboveTitle: (above: string) => `For those who are given ${above} instead`,
  aboveOutcomes: {
    passed: (above: string, version: string) => `Who asks for ${version} or later may be given ${above}.`,
    refused: (above: string, version: string) =>
      `Who asks for ${version} or later is given ${above}, which is too small a step from it.`,
    accepted: (above: string, version: string) =>
      `Whether ${above} may follow ${version} could not be decided; the log keeps your reason.`,
    warned: (above: string, version: string) =>
      `Who asks for ${version} or later is given ${above}, which is too small a step from it. This registry publishes it all the same, and records that.`,
  },
  tooSmall: (least: string) => `Too small a step: it takes ${least} or later.`,
  unlessReason: (least: string) => `Take ${least} or later, or fill in “Why nothing breaks all the same”.`,
  use: (version: string) => `Use ${version}`,
  reason: 'Why nothing breaks all the same',
  reasonHint: 'Publishes it under this version. Your reason stands in the log beside the release for ever.',

  proposed: {
    breaking: 'Proposed because callers break.',
    unknown: 'Proposed because it could not be decided whether callers break.',
    minor: 'Proposed because the contract grew.',
    patch: 'Proposed because no contract changes.',
    first: 'Proposed for a first release.',
    next: 'The next one.',
  },
  proposing: (base: string) => `Comparing with ${base} to propose one…`,

  recordedAs: 'Contract',
  recorded: ({ base, outcome, verdict, accepted_reason = '' }: RecordedContract): string => {
    if (outcome === 'accepted') return `not decided against ${base}; accepted because: ${accepted_reason}`;
    if (outcome === 'warned') return `too small a step from ${base}, which is recorded`;
    return verdict === 'compatible' ? `compatible with ${base}` : `the step from ${base} says what breaks`;
  },
  recordedAbove: ({ above, outcome, accepted_reason = '' }: RecordedAbove): string => {
    if (outcome === 'accepted')
      return `not decided whether ${above} may follow it; accepted because: ${accepted_reason}`;
    return outcome === 'warned' ? `${above} is too small a step from it, which is recorded` : `${above} may follow it`;
  },
} as const;
