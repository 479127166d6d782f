// Contracts compared: the table of change kinds, both readings of open objects, the rest of a document, and versions.
import { ContractComparison, type JsonObject } from '@action-registry/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareContracts } from './compare-contracts.js';
import { createJudge } from './judge.js';
import { proveContainment } from './prove-containment.js';
import { arbitraryPair } from './testing/arbitrary-schema.js';
import { CHANGE_KINDS } from './testing/change-kinds.js';
import { leastVersion } from './version-bump.js';

const schema = (maxLength: number): JsonObject => ({
  type: 'object',
  properties: { path: { type: 'string', maxLength } },
});

describe.each(CHANGE_KINDS)('$name', ({ old, new: next, kind, input, output, strict }) => {
  const caller = compareContracts({ inputSchema: old }, { inputSchema: next });
  const reader = compareContracts({ outputSchema: old }, { outputSchema: next });

  it('has the verdict of the table on either side, and a witness where it breaks', () => {
    expect([caller.input.verdict, reader.output.verdict]).toEqual([input, output]);
    const judged = { old: createJudge(old, 2020), new: createJudge(next, 2020) };
    for (const { verdict, witness = null } of [caller.input.declared_only]) {
      if (verdict === 'breaking') expect([judged.old(witness), judged.new(witness)]).toEqual([true, false]);
    }
    for (const { verdict, witness = null } of [reader.output.declared_only]) {
      if (verdict === 'breaking') expect([judged.old(witness), judged.new(witness)]).toEqual([false, true]);
    }
  });

  it('says otherwise to those who send what they never declared only where the table does', () => {
    expect([caller.input.strict.verdict, reader.output.strict.verdict]).toEqual([
      strict?.input ?? input,
      strict?.output ?? output,
    ]);
    const surprised = caller.dangerous.some((danger) => danger.kind === 'undeclared_properties');
    expect(surprised).toBe(strict !== undefined && strict.input !== input);
  });

  it('is named, at a place, and answers in the shape of the wire', () => {
    expect(caller.changes.map((change) => change.kind)).toContain(kind);
    expect(ContractComparison.parse(caller)).toEqual(caller);
  });
});

describe('a comparison', () => {
  it('says what changed, where, and what that means', () => {
    const { changes } = compareContracts({ inputSchema: schema(255) }, { inputSchema: schema(128) });
    expect(changes).toEqual([
      {
        side: 'input',
        pointer: '/inputSchema/properties/path/maxLength',
        kind: 'max_length_decreased',
        verdict: 'breaking',
        message: '`/properties/path/maxLength` 255 → 128: longer texts are refused now.',
      },
    ]);
  });

  it('tells a keyword that it has no words for as it is written', () => {
    const messageOf = (was: JsonObject, is: JsonObject) =>
      compareContracts({ inputSchema: { type: 'object', ...was } }, { inputSchema: { type: 'object', ...is } })
        .changes[0]?.message;
    expect(messageOf({ anyOf: [{ required: ['a'] }] }, {})).toContain('`anyOf` was removed');
    expect(messageOf({ propertyNames: { maxLength: 3 } }, {})).toContain('`propertyNames` was removed');
    expect(messageOf({}, { patternProperties: { '^a': { type: 'string' } } })).toContain(
      'the pattern property was added',
    );
    expect(messageOf({ $schema: 'https://json-schema.org/draft/2020-12/schema' }, {})).toContain(
      '`$schema` was removed',
    );
  });

  it('takes an absent schema to accept everything', () => {
    const added = compareContracts({}, { outputSchema: schema(1) });
    const removed = compareContracts({ outputSchema: schema(1) }, {});
    expect([added.output.verdict, added.bump]).toEqual(['compatible', 'minor']);
    expect([removed.output.verdict, removed.bump]).toEqual(['breaking', 'major']);
    expect(compareContracts({}, {}).changes).toEqual([]);
  });

  it('reads an input that is only an object as an action without parameters', () => {
    const first = compareContracts({ inputSchema: { type: 'object' } }, { inputSchema: schema(5) });
    expect([first.input.verdict, first.input.strict.verdict]).toEqual(['compatible', 'breaking']);
  });

  it('keeps an explicitly open object and a map open', () => {
    const open = { ...schema(9), additionalProperties: true };
    const added = { ...open, properties: { path: { type: 'string', maxLength: 9 }, n: { type: 'number' } } };
    expect(compareContracts({ inputSchema: open }, { inputSchema: added }).input.verdict).toBe('breaking');
    const map = { type: 'object', properties: { m: { type: 'object' } } };
    const typed = { type: 'object', properties: { m: { type: 'object', additionalProperties: { type: 'string' } } } };
    expect(compareContracts({ inputSchema: map }, { inputSchema: typed }).input.verdict).toBe('breaking');
  });

  it('names what breaks a promise of the metadata', () => {
    const old = { metadata: { reversible: true, permissions: ['read'], sideEffects: [] } };
    const next = {
      metadata: {
        reversible: false,
        requiresApproval: true,
        permissions: ['read', 'write'],
        sideEffects: ['sends mail'],
      },
    };
    const forward = compareContracts(old, next);
    expect(forward.changes.filter((change) => change.verdict === 'breaking').map((change) => change.kind)).toEqual([
      'reversible_withdrawn',
      'approval_required',
      'side_effect_added',
      'permission_added',
    ]);
    expect(forward.bump).toBe('major');
    expect(compareContracts(next, old).verdict).toBe('compatible');
  });

  it('names characters in a text that people do not see, and never repeats them', () => {
    const spoken = (description: string) => ({ inputSchema: { ...schema(5), description } });
    const { changes, bump } = compareContracts(spoken('Moves.'), spoken('Moves.\u202e'));
    expect(changes[0]?.message).toContain('U+202E');
    expect(changes[0]?.message).not.toContain('\u202e');
    expect(bump).toBe('patch');
  });

  it('calls another kind breaking, and another text behind the same contract not', () => {
    const prompt = { kind: 'prompt', spec: { prompt: 'a' } };
    expect(compareContracts(prompt, { kind: 'tool', spec: {} }).verdict).toBe('breaking');
    const other = compareContracts(prompt, { kind: 'prompt', spec: { prompt: 'b' } });
    expect(other.changes.map(({ pointer, kind }) => [pointer, kind])).toEqual([['/spec/prompt', 'spec_changed']]);
    expect(other.bump).toBe('patch');
  });

  it('answers the same each time', () => {
    const [old, next] = [{ inputSchema: schema(255) }, { inputSchema: schema(128) }];
    expect(compareContracts(old, next)).toEqual(compareContracts(structuredClone(old), structuredClone(next)));
  });
});

describe('the least version', () => {
  const [wide, narrow] = [{ inputSchema: schema(9) }, { inputSchema: schema(5) }];

  it.each([
    ['1.2.3', wide, narrow, '2.0.0'],
    ['1.2.3', narrow, wide, '1.3.0'],
    ['1.2.3', wide, wide, '1.2.4'],
    ['0.2.3', wide, narrow, '0.3.0'],
    ['0.2.3', narrow, wide, '0.2.4'],
  ] as const)('after %s', (version, old, next, expected) => {
    expect(compareContracts({ version, ...old }, next).least_version).toBe(expected);
  });

  it('counts what is not known as breaking', () => {
    const remote = { inputSchema: { type: 'object', properties: { a: { $ref: 'https://example.com/a' } } } };
    const answer = compareContracts({ version: '1.0.0', inputSchema: schema(1) }, remote);
    expect([answer.input.verdict, answer.least_version]).toEqual(['compatible', '1.1.0']);
    const typed = { inputSchema: { type: 'object', properties: { path: { $ref: 'https://example.com/a' } } } };
    const unknown = compareContracts({ version: '1.0.0', inputSchema: schema(1) }, typed);
    expect(unknown.input.declared_only).toMatchObject({
      verdict: 'unknown',
      keyword: '$ref',
      pointer: '/properties/path/$ref',
    });
    expect(unknown.least_version).toBe('2.0.0');
  });

  it('of a pre-release is the version that it announces', () => {
    expect(leastVersion('2.0.0-rc.1', 'major')).toBe('2.0.0');
    expect(leastVersion('1.3.0-rc.1', 'minor')).toBe('1.3.0');
    expect(leastVersion('1.3.1-rc.1', 'patch')).toBe('1.3.1');
    expect(leastVersion('1.3.1-rc.1', 'minor')).toBe('1.4.0');
  });
});

describe('a writer that declares what it sends', () => {
  it('sends a part of what its schema accepts: what is compatible for all is compatible for it', () => {
    fc.assert(
      fc.property(arbitraryPair, ({ writer, reader }) => {
        const strict = proveContainment(writer, reader);
        const declared = proveContainment(writer, reader, { declaredOnly: true });
        if (strict.verdict === 'compatible') expect(declared.verdict).not.toBe('breaking');
        if (declared.verdict === 'breaking') expect(strict.verdict).not.toBe('compatible');
      }),
      { numRuns: 300 },
    );
  });
});

it('has the same answer in whatever order the keys of a schema stand', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, inner]) => [name, reversed(inner)]);
    return Object.fromEntries(members.reverse());
  };
  const contract = (inputSchema: unknown) => ({ inputSchema: inputSchema as JsonObject });
  const old = {
    type: 'object',
    properties: { a: { maximum: 9 }, b: { anyOf: [{ maxItems: 3 }, { type: 'string' }] } },
  };
  const next = {
    type: 'object',
    properties: { a: { maximum: 8 }, b: { anyOf: [{ maxItems: 2 }, { type: 'string' }] } },
  };
  const answer = compareContracts(contract(old), contract(next));
  expect(compareContracts(contract(reversed(old)), contract(reversed(next)))).toEqual(answer);
  fc.assert(
    fc.property(arbitraryPair, ({ writer, reader }) => {
      const [one, other] = [writer, reader].map(contract);
      const [first, second] = [writer, reader].map((each) => contract(reversed(each)));
      const options = { steps: 1_000 };
      expect(compareContracts(first ?? {}, second ?? {}, options)).toEqual(
        compareContracts(one ?? {}, other ?? {}, options),
      );
    }),
    { numRuns: 40 },
  );
});
