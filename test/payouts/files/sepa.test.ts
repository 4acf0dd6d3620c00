import { composeIBAN } from 'ibantools';
import { describe, expect, it } from 'vitest';
import type { PaymentOrder } from '../../../shared/payouts/files/payment-order.ts';
import { readSepa } from '../../../shared/payouts/files/read-sepa.ts';
import { type SepaSender, writeSepa } from '../../../shared/payouts/files/write-sepa.ts';

const sender: SepaSender = { name: 'Callbourse Network', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' };
const dates = { createdDay: '2026-03-09', createdMinuteOfDay: 605, effectiveDay: '2026-03-11' };

const order = (index: number, over: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: `P${index}`,
  name: `Verlag ${index}`,
  amountMinor: BigInt(1 + index * 37),
  currency: 'EUR',
  account: {
    kind: 'iban',
    iban: composeIBAN({ countryCode: 'DE', bban: `37040044${String(index).padStart(10, '0')}` }) ?? '',
  },
  remittance: `Statement ${index}`,
  ...over,
});
const orders = (count: number): PaymentOrder[] => Array.from({ length: count }, (_, index) => order(index + 1));

describe('pain.001.001.09', () => {
  it.each([1, 9, 10, 1_000, 20_000])('with %i payments passes the strict reader', (count) => {
    const reading = readSepa(writeSepa(sender, dates, 'RUN-1', orders(count)));
    expect(reading.breaches).toEqual([]);
    expect(reading.payments.map((payment) => payment.amountMinor)).toEqual(
      orders(count).map((each) => each.amountMinor),
    );
  });

  it('gives the same bytes for the same orders', () => {
    expect(writeSepa(sender, dates, 'RUN-1', orders(20))).toBe(writeSepa(sender, dates, 'RUN-1', orders(20)));
  });

  it('says the days of the run', () => {
    const content = writeSepa(sender, dates, 'RUN-1', [order(1)]);
    expect(content).toContain('<ReqdExctnDt><Dt>2026-03-11</Dt></ReqdExctnDt>');
    expect(content).toContain('<CreDtTm>2026-03-09T10:05:00');
  });

  it('writes a name outside the SEPA character set in letters it has', () => {
    const [payment] = readSepa(
      writeSepa(sender, dates, 'RUN-1', [order(1, { name: 'Žofie & Søn <GmbH> "x"' })]),
    ).payments;
    expect(payment?.name).toBe('Zofie + Son GmbH x');
  });

  it('refuses what it can not write', () => {
    const account = { kind: 'iban', iban: 'DE89370400440532013001' } as const;
    expect(() => writeSepa(sender, dates, 'RUN-1', [order(1, { account })])).toThrow('checksum');
    expect(() => writeSepa(sender, dates, 'RUN-1', [order(1, { currency: 'USD' })])).toThrow('euros');
    expect(() => writeSepa(sender, dates, 'RUN 1 / x', [order(1)])).toThrow('message id');
  });
});

describe('the strict reader', () => {
  const sound = writeSepa(sender, dates, 'RUN-1', orders(3));

  it.each([
    ['a wrong count', (xml: string) => xml.replace('<NbOfTxs>3<', '<NbOfTxs>4<'), 'NbOfTxs says 4'],
    ['a wrong sum', (xml: string) => xml.replace(/<CtrlSum>[^<]+</, '<CtrlSum>9.99<'), 'CtrlSum says 9.99'],
    ['a changed amount', (xml: string) => xml.replace('>0.38<', '>0.39<'), 'CtrlSum'],
    ['a changed IBAN', (xml: string) => xml.replace(/(<IBAN>DE\d\d)3704/, '$13705'), 'IBAN'],
    ['a reference used twice', (xml: string) => xml.replace('>P2<', '>P1<'), 'used twice'],
    ['another currency', (xml: string) => xml.replace('Ccy="EUR"', 'Ccy="USD"'), 'not EUR'],
    ['a letter the banks do not know', (xml: string) => xml.replace('>Verlag 1<', '>Verläg 1<'), 'character set'],
    ['a broken file', (xml: string) => xml.slice(0, -20), 'well-formed'],
    ['another message', () => '<Document xmlns="urn:x"/>', 'Document'],
  ])('finds %s', (_what, breakIt, message) => {
    expect(readSepa(breakIt(sound)).breaches.join('\n')).toContain(message);
  });
});
