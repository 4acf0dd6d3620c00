import { describe, expect, it } from 'vitest';
import { areaCodeOf, countryOf, isTollFree, maskPhone, parseCallerId, parsePhone } from '../../shared/kernel/phone.ts';

describe('parsePhone', () => {
  it.each([
    ['(217) 555-0142', '+12175550142'],
    ['217.555.0142', '+12175550142'],
    ['1-217-555-0142', '+12175550142'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('reads %s', (text, number) => {
    expect(parsePhone(text)).toBe(number);
  });

  it.each(['', '12', 'call me', '+1217555014299999', '5'.repeat(40), 'sip:bob@example.com'])('refuses %j', (text) => {
    expect(parsePhone(text)).toBeUndefined();
  });
});

describe('parseCallerId', () => {
  it('reads a number', () => {
    expect(parseCallerId('+12175550142')).toEqual({ kind: 'number', number: '+12175550142' });
  });

  it.each([undefined, '', 'anonymous', 'Restricted', '+266696687', 'sip:bob@pbx.example', '12345678901234567890'])(
    'takes %j as withheld',
    (text) => {
      expect(parseCallerId(text)).toEqual({ kind: 'withheld' });
    },
  );
});

it('tells area code, country, toll-free and a safe mask', () => {
  expect(areaCodeOf('+12175550142')).toBe('217');
  expect(areaCodeOf('+442079460958')).toBeUndefined();
  expect(countryOf('+442079460958')).toBe('GB');
  expect(isTollFree('+18005550142')).toBe(true);
  expect(isTollFree('+12175550142')).toBe(false);
  expect(maskPhone('+12175550142')).toBe('…0142');
});
