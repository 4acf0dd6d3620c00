import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherFor } from '../../../web/tag/match.ts';

const us = matcherFor(['+15551234567']);
const swap = (text: string) => us.rewrite(text, '+18005559876');

describe('the published number, however it is written', () => {
  it.each([
    ['(555) 123-4567', '(800) 555-9876'],
    ['555.123.4567', '800.555.9876'],
    ['555-123-4567', '800-555-9876'],
    ['555 123 4567', '800 555 9876'],
    ['5551234567', '8005559876'],
    ['555/123-4567', '800/555-9876'],
    ['555·123·4567', '800·555·9876'],
    ['1-555-123-4567', '1-800-555-9876'],
    ['1 (555) 123-4567', '1 (800) 555-9876'],
    ['+1 555 123 4567', '+1 800 555 9876'],
    ['+1 (555) 123-4567', '+1 (800) 555-9876'],
    ['(+1) 555-123-4567', '(+1) 800-555-9876'],
    ['+15551234567', '+18005559876'],
    ['001 555 123 4567', '001 800 555 9876'],
    ['555\u00a0123\u00a04567', '800\u00a0555\u00a09876'],
    ['555\u2009123\u20094567', '800\u2009555\u20099876'],
    ['555\u2013123\u20134567', '800\u2013555\u20139876'],
    ['555\u2011123\u20114567', '800\u2011555\u20119876'],
    ['\u202a+1 555 123 4567\u202c', '\u202a+1 800 555 9876\u202c'],
    ['555\u2060123\u200b4567', '800\u2060555\u200b9876'],
    ['555 - 123 - 4567', '800 - 555 - 9876'],
    ['tel:+15551234567', 'tel:+18005559876'],
    ['tel:555-123-4567', 'tel:800-555-9876'],
    ['tel:%2B15551234567', 'tel:%2B18005559876'],
  ])('%s → %s', (written, expected) => {
    expect(swap(written)).toBe(expected);
    expect(swap(`Call ${written} today.`)).toBe(`Call ${expected} today.`);
  });

  it.each([
    ['Call us:555-123-4567.', 'Call us:800-555-9876.'],
    ['Open 24/7 555-123-4567', 'Open 24/7 800-555-9876'],
    ['555-123-4567 24/7', '800-555-9876 24/7'],
    ['555-123-4567 - 8 am to 5 pm', '800-555-9876 - 8 am to 5 pm'],
    ['555-123-4567 #1 in town', '800-555-9876 #1 in town'],
    ['555-123-4567, extra fast', '800-555-9876, extra fast'],
    ['555-123-4567—call now', '800-555-9876—call now'],
    ['To order: (555) 123-4567', 'To order: (800) 555-9876'],
    ['5551234567 or 5551234567', '8005559876 or 8005559876'],
    ['Tel.555.123.4567', 'Tel.800.555.9876'],
    ['Suite 101 — 555-123-4567', 'Suite 101 — 800-555-9876'],
    ['Since 1991 (555) 123-4567', 'Since 1991 (800) 555-9876'],
    ['[555-123-4567]', '[800-555-9876]'],
    ['今すぐ555-123-4567へ', '今すぐ800-555-9876へ'],
  ])('in its surroundings: %s', (written, expected) => {
    expect(swap(written)).toBe(expected);
  });
});

describe('what only looks like it', () => {
  it.each([
    '155512345678',
    '15551234567890',
    '115551234567',
    '05551234567',
    '555-123-45678',
    '8555-123-4567',
    '99-555-123-4567',
    '555-123-4567-89',
    '555 123 4567 89',
    '4111 5551 2345 67',
    '1234 5551234567',
    '+44 555 123 4567',
    '+44 555-123-4567',
    '555-123-4567 x89',
    '555-123-4567 ext. 12',
    '(555) 123-4567, extension 12',
    '555-123-4567 #1234',
    'tel:+15551234567,12',
    'tel:+15551234567;ext=12',
    'tel:+15551234567p12',
    'ORD-5551234567',
    'ORD5551234567',
    'order_5551234567',
    'Order #5551234567',
    'Order no. 5551234567',
    'Invoice 5551234567',
    'Order ID: 5551234567',
    '5551234567-A',
    '$5551234567',
    '5551234567.00',
    'https://example.com/5551234567/',
    '/img/5551234567.jpg',
    '?id=5551234567&x=1',
    '5551234567@example.com',
    '555-123-4568',
    '555-123-456',
    '555, 123, 4567',
    '555 and 123 4567',
  ])('%s stays', (text) => {
    expect(swap(text)).toBe(text);
  });
});

describe('other countries', () => {
  const uk = matcherFor(['+442079460958']);

  it.each([
    ['020 7946 0958', '020 8000 1111'],
    ['(020) 7946 0958', '(020) 8000 1111'],
    ['+44 20 7946 0958', '+44 20 8000 1111'],
    ['+44 (0)20 7946 0958', '+44 (0)20 8000 1111'],
    ['0044 20 7946 0958', '0044 20 8000 1111'],
    ['02079460958', '02080001111'],
  ])('%s → %s', (written, expected) => {
    expect(uk.rewrite(written, '+442080001111')).toBe(expected);
  });

  it.each([
    ['+15551234567', '1'],
    ['+79123456789', '7'],
    ['+201001234567', '20'],
    ['+27821234567', '27'],
    ['+33142685300', '33'],
    ['+353861234567', '353'],
    ['+390612345678', '39'],
    ['+4915112345678', '49'],
    ['+4201234567890', '420'],
    ['+5511961234567', '55'],
    ['+50212345678', '502'],
    ['+6591234567', '65'],
    ['+6701234567', '670'],
    ['+819012345678', '81'],
    ['+85212345678', '852'],
    ['+8613812345678', '86'],
    ['+966501234567', '966'],
    ['+919812345678', '91'],
    ['+998901234567', '998'],
    ['+2348031234567', '234'],
  ])('%s has the country code %s', (number, code) => {
    const matcher = matcherFor([number]);
    const national = number.slice(code.length + 1);
    const other = `+${code}${'7'.repeat(national.length)}`;
    expect(matcher.rewrite(`Tel ${national}.`, other)).toBe(`Tel ${'7'.repeat(national.length)}.`);
    expect(matcher.fits.test(other)).toBe(true);
  });

  it('shows only numbers of the same country and length', () => {
    for (const number of ['+442079460958', '+1555123456', '+155512345678', '15551234567', '+1555123456a', '']) {
      expect(us.fits.test(number)).toBe(false);
    }
  });
});

describe('several published numbers', () => {
  it('shows the one number in place of each', () => {
    const both = matcherFor(['+15551234567', '+18882223333']);
    expect(both.rewrite('555-123-4567 / (888) 222-3333 / 999-222-3333', '+18005559876')).toBe(
      '800-555-9876 / (800) 555-9876 / 999-222-3333',
    );
  });

  it('leaves alone the ones that differ in country or length from the first', () => {
    const mixed = matcherFor(['+15551234567', '+442079460958']);
    expect(mixed.rewrite('020 7946 0958', '+18005559876')).toBe('020 7946 0958');
  });
});

describe('any text', () => {
  const national = fc.stringMatching(/^[2-9][0-9]{9}$/);
  const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u2009', '\u2013', ' - ', ') ');
  const noise = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9 .+()/-]{0,30}$/));

  it('without the digits of the number never changes', () => {
    fc.assert(
      fc.property(fc.array(noise), (parts) => {
        const text = parts.join('');
        fc.pre(!text.replace(/\D/g, '').includes('5551234567'));
        expect(swap(text)).toBe(text);
      }),
    );
  });

  it('keeps its length, and every character that is not a digit', () => {
    fc.assert(
      fc.property(noise, noise, separator, separator, (before, after, one, two) => {
        const text = `${before}555${one}123${two}4567${after}`;
        const swapped = swap(text);
        expect(swapped.length).toBe(text.length);
        expect(swapped.replace(/\d/g, '_')).toBe(text.replace(/\d/g, '_'));
      }),
    );
  });

  it('swapped there and back is itself', () => {
    fc.assert(
      fc.property(national, national, separator, separator, noise, (own, other, one, two, around) => {
        fc.pre(own !== other && !around.replace(/\D/g, '').includes(other));
        const text = `${around} — ${own.slice(0, 3)}${one}${own.slice(3, 6)}${two}${own.slice(6)} — ${around}`;
        const there = matcherFor([`+1${own}`]).rewrite(text, `+1${other}`);
        expect(matcherFor([`+1${other}`]).rewrite(there, `+1${own}`)).toBe(text);
      }),
    );
  });

  it('takes time in proportion to its length', () => {
    const nearMiss = '+1 555 123 456 '.repeat(20_000);
    const started = performance.now();
    expect(swap(nearMiss)).toBe(nearMiss);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
