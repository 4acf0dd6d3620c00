import { beforeEach, describe, expect, it } from 'vitest';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { readNacha } from '../../shared/payouts/files/read-nacha.ts';
import { readSepa } from '../../shared/payouts/files/read-sepa.ts';
import { parseSenders } from '../../shared/payouts/files/sender.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { paymentReference } from '../../shared/payouts/payment.ts';
import { achPayee, IBAN_PAYEE, PAYPAL_PAYEE, SENDERS } from './bank-details.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const DAY = '2026-03-01';
const RUN = `run_demand_${DAY}`;

describe('a run whose publishers are paid in different ways', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    world.configured.value = SENDERS;
    await world.addPublisher('pub_ach_1', { payee: achPayee('111122223333', 'company') });
    await world.addPublisher('pub_ach_2', { payee: achPayee('444455556666') });
    await world.addPublisher('pub_csv');
    await world.addPublisher('pub_paypal', { payee: PAYPAL_PAYEE });
    await world.addPublisher('pub_sepa', { payee: IBAN_PAYEE, currency: 'EUR' });
    for (const [id, minor] of [
      ['pub_ach_1', 1_001n],
      ['pub_ach_2', 2_002n],
      ['pub_csv', 3_003n],
      ['pub_paypal', 4_004n],
    ] as const) {
      await world.owe(id, DAY, minor);
    }
    await world.owe('pub_sepa', DAY, 5_005n, 'EUR');
  });
  const draw = async () => {
    await world.draw(await requestRun(world, DAY, ANNA));
    await approveRun(world, RUN, BEN);
  };
  const stored = (ending: string) => [...world.files.stored].find(([key]) => key.endsWith(ending))?.[1] ?? '';

  it('gives each bank its own file, sound to its own reader, and the sums tie out', async () => {
    await draw();
    await world.issue();
    const run = await world.run(RUN);
    expect(run.files.map(({ name, rail, totalMinor }) => [name, rail, totalMinor])).toEqual([
      [`payments_${RUN}_nacha_USD_1.ach`, 'nacha', 3_003n],
      [`payments_${RUN}_sepa_EUR_1.xml`, 'sepa', 5_005n],
      [`payments_${RUN}_paypal_USD_1.csv`, 'paypal', 4_004n],
      [`payments_${RUN}_USD_1.csv`, 'csv', 3_003n],
    ]);
    const { entries, breaches } = readNacha(stored('.ach'));
    expect(breaches).toEqual([]);
    // Approved on a Monday after 15:00 in New York: it leaves on Tuesday and arrives on Wednesday.
    expect(entries).toMatchObject([
      {
        entryClass: 'PPD',
        amountMinor: 2_002n,
        accountNumber: '444455556666',
        name: 'JOSE PENA',
        trace: '011401530000002',
        effectiveDate: '260304',
      },
      { entryClass: 'CCD', amountMinor: 1_001n, accountNumber: '111122223333', trace: '011401530000001' },
    ]);
    expect(entries.map(({ reference }) => reference)).toEqual([
      paymentReference(RUN, 'pub_ach_2'),
      paymentReference(RUN, 'pub_ach_1'),
    ]);
    const sepa = readSepa(stored('.xml'));
    expect(sepa.breaches).toEqual([]);
    expect(sepa.payments).toMatchObject([
      { name: 'Muller + Sohne', amountMinor: 5_005n, reference: paymentReference(RUN, 'pub_sepa') },
    ]);
    expect(stored('paypal_USD_1.csv')).toContain('ana@example.com,40.04,USD,');
  });

  it('shows the name as the bank writes it beside the legal one', async () => {
    await draw();
    const line = await world.lines.ofRun(RUN, 'pub_sepa');
    expect(line?.payee).toMatchObject({
      legalName: 'Müller & Söhne',
      nameInFile: 'Muller + Sohne',
      accountMasked: '…2606',
    });
  });

  it('writes the same bytes when it is issued again from the middle', async () => {
    await draw();
    const { put } = world.files;
    let puts = 0;
    world.files.put = async (...args) => {
      puts += 1;
      if (puts === 3) throw new Error('stopped');
      return put(...args);
    };
    await expect(world.issue()).rejects.toThrow('stopped');
    const first = new Map(world.files.stored);
    expect(first.size).toBe(2);
    world.files.put = put;
    await world.issue();
    for (const [key, content] of first) expect(world.files.stored.get(key)).toBe(content);
    expect((await world.run(RUN)).state).toBe('issued');
  });

  it('keeps one small item a payment, which its trace or reference finds, and never gives a trace twice', async () => {
    await draw();
    await world.issue();
    expect(await world.payments.get('011401530000001')).toMatchObject({
      publisherId: 'pub_ach_1',
      amountMinor: 1_001n,
      rail: 'nacha',
    });
    expect(await world.payments.get(paymentReference(RUN, 'pub_sepa'))).toMatchObject({
      rail: 'sepa',
      amountMinor: 5_005n,
    });
    expect(await world.payments.takeTraces('run_x', 9_999_990)).toBe(6);
    expect(await world.payments.takeTraces('run_y', 10)).toBe(1);
    expect(await world.payments.takeTraces('run_x', 9_999_990)).toBe(6);
    const payment = await world.payments.get('011401530000001');
    if (!payment) throw new Error('the payment is there');
    world.meter.reset();
    await world.payments.add({ ...payment, key: '011401530000777' });
    expect(world.meter.units.write).toBe(1);
    await expect(world.payments.add({ ...payment, reference: 'CBOTHER' })).rejects.toThrow('another payment');
  });

  it('stands in the plain file where the network has no sender, or the amount is beyond the format', async () => {
    await world.owe('pub_sepa', DAY, 100_000_000_000n, 'EUR');
    world.configured.value = { sepa: SENDERS.sepa };
    await draw();
    await world.issue();
    const files = (await world.run(RUN)).files.map(({ rail, currency, payments }) => [rail, currency, payments]);
    expect(files).toEqual([
      ['paypal', 'USD', 1],
      ['csv', 'EUR', 1],
      ['csv', 'USD', 3],
    ]);
    expect(stored(`${RUN}_USD_1.csv`)).toContain('021000021/111122223333,10.01,USD');
  });

  it('carries who can not be paid, with the reason, and pays them once they can', async () => {
    await world.addPublisher('pub_new', { payee: achPayee('777788889999'), isVerified: false });
    await world.owe('pub_new', DAY, 50n);
    await world.stand('pub_csv', { hold: 'asked to wait' });
    await world.draw(await requestRun(world, DAY, ANNA));
    expect((await world.lines.ofRun(RUN, 'pub_new'))?.decision).toEqual({ kind: 'carry', reason: 'no-tax-form' });
    expect((await world.lines.ofRun(RUN, 'pub_csv'))?.decision).toEqual({ kind: 'carry', reason: 'payee-on-hold' });
    await world.stand('pub_new', { taxForm: 'w9', taxVerified: true });
    await world.stand('pub_csv', { hold: null });
    world.closeDay('2026-03-08');
    const next = await requestRun(world, '2026-03-08', ANNA);
    await world.draw(next);
    expect((await world.lines.ofRun(next.runId, 'pub_new'))?.decision).toEqual({
      kind: 'carry',
      reason: 'bank-unverified',
    });
    expect(await world.lines.ofRun(next.runId, 'pub_csv')).toMatchObject({ payMinor: 3_003n });
  });
});

describe('the secret of the network’s banks', () => {
  it('says nothing as long as nobody entered it, and all or nothing afterwards', () => {
    expect(parseSenders('x7Kq2n')).toEqual({});
    expect(parseSenders(JSON.stringify(SENDERS))).toEqual(SENDERS);
    const bad = { nacha: { ...SENDERS.nacha, odfiRouting: '011401534' } };
    expect(() => parseSenders(JSON.stringify(bad))).toThrow('nacha.odfiRouting is not a routing number');
    expect(() => parseSenders(JSON.stringify({ sepa: { name: 'N', iban: 'DE00' } }))).toThrow('sepa.iban');
    expect(() => parseSenders(JSON.stringify({ sepa: SENDERS.sepa, other: 1 }))).toThrow('other');
  });
});
