import { expect } from 'vitest';

const ANYTHING = '…';

/** What an answer has to hold: all that the page shows, word for word but where it shows `…`, which stands for anything. */
export const asShown = (text: string): object => JSON.parse(text, (_key, value: unknown) => expected(value));

/** The same where figures follow from what the machine had time for: a number for each number. */
export const asShownButFigures = (text: string): object =>
  JSON.parse(text, (_key, value: unknown) => (typeof value === 'number' ? expect.any(Number) : expected(value)));

const expected = (value: unknown): unknown =>
  typeof value === 'string' && value.includes(ANYTHING) ? expect.stringMatching(patternOf(value)) : value;

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const patternOf = (shown: string): RegExp => new RegExp(`^${shown.split(ANYTHING).map(literally).join('.*')}$`);
