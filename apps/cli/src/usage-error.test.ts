import { expect, test } from 'vitest';
import { parseChoices } from './usage-error.js';

test('every part is one of what there is', () => {
  expect(parseChoices('read, write', ['read', 'write'], 'right')).toEqual(['read', 'write']);
});

test('a part nearly right gets what was probably meant, another the whole list', () => {
  const refused = (text: string) => {
    try {
      return parseChoices(text, ['releases:publish', 'keys:manage'], 'permission');
    } catch (error) {
      return error;
    }
  };
  expect(refused('keys:manage,release:publish')).toMatchObject({
    message: "There is no permission 'release:publish'.",
    details: { suggestions: [{ value: 'releases:publish' }] },
  });
  expect(refused('x')).toMatchObject({
    message: "There is no permission 'x'. There are releases:publish, keys:manage.",
  });
});
