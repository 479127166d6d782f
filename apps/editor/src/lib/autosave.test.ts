import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type SaveOutcome } from './autosave.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A draft, a registry that answers when told, and the machine between them. */
function start({ isKnown = true } = {}) {
  const draft = { text: 'a', stored: 'a', savable: true };
  const sent: string[] = [];
  const answers: ((outcome: SaveOutcome) => Promise<void>)[] = [];
  let know = (): void => undefined;
  const known = new Promise<void>((resolve) => {
    know = resolve;
  });
  const autosave = createAutosave({
    ...(!isKnown && { ready: () => known }),
    isChanged: () => draft.text !== draft.stored,
    isSavable: () => draft.savable,
    save: () => {
      const text = draft.text;
      sent.push(text);
      return new Promise((resolve) => {
        answers.push(async (outcome) => {
          if (outcome === 'saved') draft.stored = text;
          resolve(outcome);
          await vi.advanceTimersByTimeAsync(0);
        });
      });
    },
  });
  const states = [autosave.get()];
  autosave.subscribe(() => states.push(autosave.get()));
  const type = (text: string, savable = true): void => {
    Object.assign(draft, { text, savable });
    autosave.touch();
  };
  const answer = (outcome: SaveOutcome) => answers.shift()?.(outcome);
  const knowNow = async (): Promise<void> => {
    know();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { autosave, sent, states, type, answer, draft, know: knowNow };
}

describe('saving by itself', () => {
  it('is not begun by a look, which only says where the draft stands', async () => {
    const { autosave, draft, states, sent } = start();
    draft.text = 'b';
    autosave.look();
    draft.savable = false;
    autosave.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([states, sent]).toEqual([['clean', 'dirty', 'invalid'], []]);
  });

  it('waits 800 ms after the last change and then says saved', async () => {
    const { states, sent, type, answer } = start();
    type('b');
    await vi.advanceTimersByTimeAsync(799);
    type('bc');
    await vi.advanceTimersByTimeAsync(799);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await answer('saved');
    expect(sent).toEqual(['bc']);
    expect(states).toEqual(['clean', 'dirty', 'saving', 'saved']);
  });

  it('sends nothing before it is known what would be refused, and then what stands there', async () => {
    const { autosave, sent, type, answer, know } = start({ isKnown: false });
    type('b');
    await vi.advanceTimersByTimeAsync(10_000);
    type('bc');
    expect([autosave.get(), sent]).toEqual(['saving', []]);
    await know();
    await answer('saved');
    expect([autosave.get(), sent]).toEqual(['saved', ['bc']]);
  });

  it('sends nothing that turns out to be refused, to be undone, or to be over', async () => {
    for (const [text, savable, state] of [
      ['b', false, 'invalid'],
      ['a', true, 'clean'],
    ] as const) {
      const { autosave, sent, type, know } = start({ isKnown: false });
      type('b');
      const flushed = autosave.flush();
      type(text, savable);
      await know();
      expect([await flushed, autosave.get(), sent]).toEqual([state, state, []]);
    }
    const { autosave, sent, type, know } = start({ isKnown: false });
    type('b');
    const flushed = autosave.flush();
    autosave.stop();
    await know();
    await flushed;
    expect(sent).toEqual([]);
  });

  it('sends nothing that would be refused, and says so', async () => {
    const { autosave, sent, type } = start();
    type('b', false);
    expect(autosave.get()).toBe('invalid');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await autosave.flush()).toBe('invalid');
    expect(sent).toEqual([]);
    type('bc');
    expect(autosave.get()).toBe('dirty');
  });

  it('is clean again when the change is taken back before it was sent', async () => {
    const { autosave, sent, type } = start();
    type('b');
    type('a');
    expect(autosave.get()).toBe('clean');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([]);
  });

  it('saves at once when asked, and one save after the other', async () => {
    const { autosave, sent, type, answer, draft } = start();
    type('b');
    const flushed = autosave.flush();
    expect(sent).toEqual(['b']);
    draft.text = 'bc';
    autosave.touch();
    await answer('saved');
    expect(sent).toEqual(['b', 'bc']);
    await answer('saved');
    expect(await flushed).toBe('saved');
    expect(autosave.get()).toBe('saved');
  });

  it('ends in invalid when what was typed meanwhile cannot be saved', async () => {
    const { autosave, sent, type, answer, draft } = start();
    type('b');
    void autosave.flush();
    Object.assign(draft, { text: 'b?', savable: false });
    await answer('saved');
    expect(autosave.get()).toBe('invalid');
    expect(sent).toEqual(['b']);
  });

  it('does nothing when there is nothing to save', async () => {
    const { autosave, sent } = start();
    expect(await autosave.flush()).toBe('clean');
    expect(sent).toEqual([]);
  });
});

describe('saving that does not succeed', () => {
  it('keeps saying offline, tries again by itself, and at once when the line is back', async () => {
    const { autosave, sent, type, answer } = start();
    type('b');
    await vi.advanceTimersByTimeAsync(800);
    await answer('offline');
    expect(autosave.get()).toBe('offline-saved-locally');
    type('bc');
    expect(autosave.get()).toBe('offline-saved-locally');
    await vi.advanceTimersByTimeAsync(800);
    await answer('offline');
    await vi.advanceTimersByTimeAsync(5_000);
    await answer('offline');
    expect(sent).toEqual(['b', 'bc', 'bc']);
    autosave.online();
    await answer('saved');
    expect(autosave.get()).toBe('saved');
  });

  it('stops at a conflict until it is settled', async () => {
    const { autosave, sent, type, answer } = start();
    type('b');
    await vi.advanceTimersByTimeAsync(800);
    await answer('conflict');
    type('bc');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await autosave.flush()).toBe('conflict');
    expect(sent).toEqual(['b']);
    const settled = autosave.settle();
    await answer('saved');
    expect(await settled).toBe('saved');
    expect(sent).toEqual(['b', 'bc']);
  });

  it.each([
    ['refused', 'invalid'],
    ['failed', 'error'],
  ] as const)('says %s as %s and tries again after the next change', async (outcome, state) => {
    const { autosave, sent, type, answer } = start();
    type('b');
    await vi.advanceTimersByTimeAsync(800);
    await answer(outcome);
    expect(autosave.get()).toBe(state);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(['b']);
    type('bc');
    await vi.advanceTimersByTimeAsync(800);
    expect(sent).toEqual(['b', 'bc']);
  });

  it('sends nothing after it was stopped', async () => {
    const { autosave, sent, type } = start();
    type('b');
    autosave.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
  });
});
