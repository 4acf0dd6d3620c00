import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRoutingNumber } from '../../../shared/kernel/bank-text.ts';
import { checkFile } from '../../../shared/payouts/files/check-file.ts';
import type { PaymentOrder } from '../../../shared/payouts/files/payment-order.ts';
import { readNacha } from '../../../shared/payouts/files/read-nacha.ts';
import { type NachaSender, writeNacha } from '../../../shared/payouts/files/write-nacha.ts';

const sender: NachaSender = {
  destinationRouting: '021000021',
  destinationName: 'JPMorgan Chase',
  originId: '1234567890',
  originName: 'Callbourse Network',
  companyId: '1234567890',
  companyName: 'Callbourse',
  odfiRouting: '011401533',
  entryDescription: 'PAYOUT',
};
const dates = { createdDay: '2026-03-09', createdMinuteOfDay: 605, effectiveDay: '2026-03-11' };

/** A routing number with its check digit, from any eight digits. */
function routing(eight: number): string {
  const text = String(eight).padStart(8, '0');
  const weights = [3, 7, 1, 3, 7, 1, 3, 7];
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0);
  return text + ((10 - (sum % 10)) % 10);
}

const order = (index: number, over: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: `P${index}`,
  name: `Publisher ${index}`,
  amountMinor: BigInt(1_000 + index),
  currency: 'USD',
  account: {
    kind: 'ach',
    routingNumber: routing(10_000_000 + ((index * 7_919) % 80_000_000)),
    accountNumber: String(100_000 + index),
    accountType: index % 3 === 0 ? 'savings' : 'checking',
    holder: index % 2 === 0 ? 'company' : 'person',
  },
  remittance: `Statement ${index} of Callbourse`,
  ...over,
});
const orders = (count: number): PaymentOrder[] => Array.from({ length: count }, (_, index) => order(index + 1));

describe('NACHA files', () => {
  it.each([1, 9, 10, 1_000, 20_000])('with %i payments pass the strict reader', (count) => {
    const { content, traces } = writeNacha(sender, dates, orders(count));
    const reading = readNacha(content);
    expect(reading.breaches).toEqual([]);
    expect(reading.entries).toHaveLength(count);
    expect(traces.size).toBe(count);
    const total = reading.entries.reduce((sum, entry) => sum + entry.amountMinor, 0n);
    expect(total).toBe(orders(count).reduce((sum, each) => sum + each.amountMinor, 0n));
  });

  it.each([
    ['a Sunday', '2026-03-08'],
    ['Thanksgiving', '2026-11-26'],
  ])('does not leave with %s as the day on which money moves', (_what, effectiveDay) => {
    const file = (day: string) => writeNacha(sender, { ...dates, effectiveDay: day }, orders(3)).content;
    expect(() => checkFile('nacha', file(effectiveDay), orders(3))).toThrow('is no banking day');
    expect(() => checkFile('nacha', file('2026-03-11'), orders(3))).not.toThrow();
  });

  it('has the fields where the bank looks for them', () => {
    const lines = writeNacha(sender, dates, [order(1), order(2)]).content.split('\r\n');
    expect(lines[0]).toBe(
      '101 02100002112345678902603091005A094101JPMORGAN CHASE         CALLBOURSE NETWORK             ',
    );
    expect(lines[1]?.slice(0, 4)).toBe('5220');
    expect(lines[1]?.slice(50, 53)).toBe('PPD');
    expect(lines[1]?.slice(63, 75)).toBe('260309260311');
    expect(lines[2]?.slice(0, 3)).toBe('622');
    expect(lines[5]?.slice(0, 3)).toBe('622');
    expect(lines[6]?.startsWith('705STATEMENT 2 OF CALLBOURSE')).toBe(true);
  });

  it('gives the same bytes for the same orders', () => {
    expect(writeNacha(sender, dates, orders(50)).content).toBe(writeNacha(sender, dates, orders(50)).content);
  });

  it('writes a name outside its character set in letters it has', () => {
    const { content } = writeNacha(sender, dates, [order(1, { name: 'Žofie Müller & Søn 株式会社' })]);
    const reading = readNacha(content);
    expect(reading.breaches).toEqual([]);
    expect(reading.entries[0]?.name).toMatch(/^ZOFIE MULLER & SON/);
  });

  it('refuses what it can not write', () => {
    const account = { ...order(1).account, routingNumber: '123456789' } as PaymentOrder['account'];
    expect(() => writeNacha(sender, dates, [order(1, { account })])).toThrow('routing number');
    expect(() => writeNacha(sender, dates, [order(1, { amountMinor: 0n })])).toThrow('amount');
    expect(() => writeNacha(sender, dates, [order(1, { currency: 'EUR' })])).toThrow('US dollars');
    expect(() => writeNacha(sender, dates, [])).toThrow('at least one');
  });
});

describe('the strict reader', () => {
  const sound = writeNacha(sender, dates, orders(20)).content;

  it('finds any single changed digit of an amount, a routing number, a hash, a count or a total', () => {
    const lines = sound.split('\r\n');
    const places = lines.flatMap((text, line) => {
      const ranges: Record<string, [number, number]> = { '6': [3, 12], '8': [4, 44], '9': [1, 55] };
      const range = ranges[text[0] ?? ''];
      const isPadding = /^9+$/.test(text);
      if (!range || isPadding) return [];
      const amount = text[0] === '6' ? Array.from({ length: 10 }, (_, index) => ({ line, column: 29 + index })) : [];
      return [
        ...amount,
        ...Array.from({ length: range[1] - range[0] }, (_, index) => ({ line, column: range[0] + index })),
      ];
    });
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const text = lines[place.line] ?? '';
        const changed = String((Number(text[place.column]) + shift) % 10);
        const broken = [...lines];
        broken[place.line] = text.slice(0, place.column) + changed + text.slice(place.column + 1);
        expect(readNacha(broken.join('\r\n')).breaches).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['a lost line', (lines: string[]) => lines.filter((_, index) => index !== 3)],
    ['two entries in the wrong order', (lines: string[]) => lines.with(2, lines[3] ?? '').with(3, lines[2] ?? '')],
    ['a short line', (lines: string[]) => lines.with(2, (lines[2] ?? '').slice(0, 90))],
    ['missing padding', (lines: string[]) => lines.slice(0, -2)],
    ['lower case', (lines: string[]) => lines.with(2, (lines[2] ?? '').toLowerCase())],
  ])('finds %s', (_what, breakIt) => {
    const lines = sound.replace(/\r\n$/, '').split('\r\n');
    expect(readNacha(breakIt(lines).join('\r\n')).breaches).not.toEqual([]);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readNacha(text).breaches).not.toEqual([]);
      }),
    );
  });
});

it('knows routing numbers by their checksum', () => {
  expect(['021000021', '011401533', '091000019'].every(isRoutingNumber)).toBe(true);
  expect(['021000022', '02100002', '000000000', 'abcdefghi'].some(isRoutingNumber)).toBe(false);
});
