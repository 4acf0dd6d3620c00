import { expect, it } from 'vitest';
import { deterministicId, personHash, randomIds } from '../../shared/kernel/ids.ts';

it('gives the same id for the same parts, and another for parts cut elsewhere', () => {
  expect(deterministicId('call', 'twilio', 'CA1')).toBe(deterministicId('call', 'twilio', 'CA1'));
  expect(deterministicId('call', 'ab', 'c')).not.toBe(deterministicId('call', 'a', 'bc'));
});

it('gives a fresh random id each time, safe in a path', () => {
  const ids = new Set(Array.from({ length: 1_000 }, () => randomIds.next('x')));
  expect(ids.size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^x_[A-Za-z0-9_-]{20}$/);
});

it('hashes a person differently under another secret', () => {
  expect(personHash('a', '+12175550142')).not.toBe(personHash('b', '+12175550142'));
});
