// Values of the objects of comparisons, for the test that knows every object on the wire.

const contained = { verdict: 'compatible' };
const uncontained = { verdict: 'breaking', witness: null };
const side = { verdict: 'compatible', strict: uncontained, declared_only: contained };
const change = { side: 'input', pointer: '/inputSchema/type', kind: 'type_changed', verdict: 'unknown', message: 'm' };
const danger = { side: 'input', pointer: '/inputSchema', kind: 'undeclared_members', message: 'm' };
const leastComparison = {
  ...{ verdict: 'compatible', policy: 'declared_only', input: side, output: side },
  ...{ changes: [], dangerous: [], bump: 'patch' },
};
const fullComparison = {
  ...leastComparison,
  ...{ changes: [change], dangerous: [{ ...danger, witness: {} }], least_version: '1.0.1' },
};
const full = { ...fullComparison, outcome: 'accepted', accepted_reason: 'r' };
/** Comparisons with all that the gate adds. */
export const FULL_CONTRACTS = { contract: { ...full, base: '1.0.0' }, contract_above: { ...full, above: '1.2.0' } };
const short = { outcome: 'accepted', verdict: 'unknown', accepted_reason: 'r' };
/** What is kept of them. */
export const FULL_GATE = { contract: { ...short, base: '1.0.0' }, contract_above: { ...short, above: '1.2.0' } };

/** What callers send. */
export const COMPARISON_SENT = {
  CompareReleases: {
    full: [{ name: 'a', from: '1.0.0', to: 'latest', strict: true }],
    least: { name: 'a', from: '^1', to: 'latest' },
  },
};

/** What the registry answers. */
export const COMPARISON_ANSWERED = {
  ContainmentAnswer: {
    full: [uncontained, { verdict: 'unknown', keyword: 'pattern', pointer: '/properties/a/pattern' }],
    least: contained,
  },

  ContractChange: { full: [change], least: change },

  ContractComparison: {
    full: [fullComparison],
    least: leastComparison,
  },

  DangerousFinding: { full: [{ ...danger, witness: null }], least: danger },

  AboveContract: {
    full: [FULL_CONTRACTS.contract_above],
    least: { ...leastComparison, above: '1.2.0', outcome: 'passed' },
  },
  RecordedGate: { full: [FULL_GATE], least: {} },
  PublishContract: { full: [FULL_CONTRACTS.contract], least: { ...leastComparison, base: '1.0.0', outcome: 'passed' } },

  ReleaseComparison: {
    full: [{ ...fullComparison, name: 'files.move', from: '1.0.0', to: '1.1.0' }],
    least: { ...leastComparison, name: 'files.move', from: '1.0.0', to: '1.1.0' },
  },

  SideComparison: { full: [side], least: side },
};
