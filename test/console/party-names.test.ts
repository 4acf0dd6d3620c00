import { expect, it } from 'vitest';
import { idNamed, shownName } from '../../web/console/app/party-names.ts';

const PARTIES = [
  { id: 'pub_1', name: 'Acme' },
  { id: 'pub_2', name: 'Acme Plumbing' },
  { id: 'pub_3', name: 'Twins' },
  { id: 'pub_4', name: 'Twins' },
];

it('knows a party by its whole name or id, and nobody by a name that is half typed', () => {
  expect(idNamed(PARTIES, 'Acme')).toBe('pub_1');
  expect(idNamed(PARTIES, 'Acme ')).toBeUndefined();
  expect(idNamed(PARTIES, 'Acme Plumb')).toBeUndefined();
  expect(idNamed(PARTIES, 'Acme Plumbing')).toBe('pub_2');
  expect(idNamed(PARTIES, ' pub_2 ')).toBe('pub_2');
  expect(idNamed(PARTIES, 'pub_not-in-the-list')).toBe('pub_not-in-the-list');
  expect(idNamed(PARTIES, '')).toBe('');
});

it('tells parties of one name apart by their ids', () => {
  expect(shownName(PARTIES, 'pub_3')).toBe('Twins (pub_3)');
  expect(idNamed(PARTIES, 'Twins')).toBeUndefined();
  expect(idNamed(PARTIES, 'Twins (pub_4)')).toBe('pub_4');
  expect(shownName(PARTIES, 'pub_unknown')).toBe('pub_unknown');
});
