import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcherFor } from '../../../web/tag/match.ts';

const us = matcherFor(['+15551234567']);
const swap = (text: string) => us.rewrite(text, '+18005559876');

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
    const before = process.threadCpuUsage();
    expect(swap(nearMiss)).toBe(nearMiss);
    // Of this thread's own work, however busy the machine is.
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
