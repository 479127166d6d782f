// What is typed into a review, kept for as long as the tab is open: leaving the page, or loading it again, loses nothing.
// Published, it is forgotten. Only what was typed is kept; what follows from the draft is found anew.
import type { ReviewForm } from './review-state.js';

const PREFIX = 'action-registry.review.';

/** What was typed for a draft; nothing where the browser keeps nothing, or what it kept is something else. */
export function readReview(draft: number): Partial<ReviewForm> {
  try {
    return toForm(JSON.parse(sessionStorage.getItem(PREFIX + draft) ?? '{}'));
  } catch {
    return {};
  }
}

/** Keeps what is typed. */
export function keepReview(draft: number, typed: Partial<ReviewForm>): void {
  try {
    sessionStorage.setItem(PREFIX + draft, JSON.stringify(typed));
  } catch {
    // Storage is blocked: it stays on the page.
  }
}

/** Forgets it. */
export function forgetReview(draft: number): void {
  try {
    sessionStorage.removeItem(PREFIX + draft);
  } catch {
    // Nothing was kept.
  }
}

function toForm(value: unknown): Partial<ReviewForm> {
  if (typeof value !== 'object' || value === null) return {};
  const { version, note, channels, kid, seen, accepted } = value as Record<string, unknown>;
  return {
    ...(typeof version === 'string' && { version }),
    ...(typeof note === 'string' && { note }),
    ...(typeof kid === 'string' && { kid }),
    ...(typeof accepted === 'string' && { accepted }),
    ...(isTexts(channels) && { channels }),
    ...(isTexts(seen) && { seen }),
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
