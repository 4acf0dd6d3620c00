import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { uploadPaymentReturnsHandler } from '../../functions/payouts/upload-payment-returns/handler.ts';
import { addDays } from '../../shared/kernel/time.ts';
import { owedBy } from '../../shared/ledger/model.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { uploadPaymentReturns } from '../../shared/payouts/contract/returns.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { paymentReference } from '../../shared/payouts/payment.ts';
import { MAX_RETURNS, processReturns } from '../../shared/payouts/process-returns.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { achPayee, IBAN_PAYEE, SENDERS } from './bank-details.ts';
import { nachaReturns, pain002 } from './bank-reports.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const TRACE = '011401530000001';
const DAY = '2026-03-01';
const RUN = `run_demand_${DAY}`;

const returned = (code = 'R03', trace = TRACE, amountMinor = 2_500n) => nachaReturns([{ trace, code, amountMinor }]);

async function pay(world: World, toDay: string): Promise<string> {
  world.closeDay(toDay);
  const { runId } = await requestRun(world, toDay, ANNA);
  await world.draw(await world.run(runId));
  await approveRun(world, runId, BEN);
  await world.issue();
  return runId;
}

async function newWorld(): Promise<World> {
  const world = await createWorld();
  world.configured.value = SENDERS;
  await world.addPublisher('pub_a', { payee: achPayee('111122223333') });
  await world.owe('pub_a', DAY, 2_500n);
  await pay(world, DAY);
  return world;
}

/** New details, entered by one person and verified by another. */
async function fixPayee(world: World, publisherId = 'pub_a'): Promise<void> {
  await world.payees.set(publisherId, achPayee('999988887777'));
  await world.stand(publisherId, { taxForm: 'w9', taxVerified: true, bankVerified: true, hold: null });
}

async function entriesOf(world: World, kind: string): Promise<string[]> {
  const found: string[] = [];
  for await (const page of world.entries.allPages('pub_a')) {
    for (const entry of page)
      if (entry.kind === kind) found.push(`${owedBy(entry).get('USD')} ${entry.reverses ?? ''}`.trim());
  }
  return found;
}

describe('a payment that comes back', () => {
  let world: World;
  const upload = (content: string, format = 'nacha', as = 'anna') =>
    call(uploadPaymentReturnsHandler({ ...world, log: quiet, authenticate }), { as, body: { format, content } });
  beforeEach(async () => {
    world = await newWorld();
  });

  it('is reversed by an entry, its payee held, and paid once more when that is put right', async () => {
    const answer = await upload(returned());
    expect(answer).toMatchObject({
      status: 200,
      json: {
        wasRead: false,
        items: [
          {
            trace: TRACE,
            code: 'R03',
            meaning: 'R03 (no such account)',
            outcome: 'returned',
            amountMinor: 2500,
            runId: RUN,
          },
        ],
      },
    });
    expect(await entriesOf(world, 'return')).toEqual([`2500 ${paymentReference(RUN, 'pub_a')}`]);
    expect((await world.payees.see('pub_a'))?.payee).toMatchObject({
      bankVerified: false,
      notice: 'R03 (no such account)',
    });
    const held = await pay(world, '2026-03-08');
    expect((await world.lines.ofRun(held, 'pub_a'))?.decision).toEqual({ kind: 'carry', reason: 'payee-on-hold' });
    await fixPayee(world);
    const again = await pay(world, '2026-03-15');
    expect(await world.lines.ofRun(again, 'pub_a')).toMatchObject({ payMinor: 2_500n, carriedInMinor: 2_500n });
    expect((await pay(world, '2026-03-22')) && (await entriesOf(world, 'payment'))).toEqual(['-2500', '-2500']);
  });

  it('comes back once: the same file says so, and so does another file', async () => {
    await upload(returned());
    await fixPayee(world);
    const again = await upload(returned());
    expect(again.json).toMatchObject({ wasRead: true, items: [{ outcome: 'already' }] });
    const other = await upload(nachaReturns([{ trace: TRACE, code: 'R02', amountMinor: 2_500n }], 'B'));
    expect(other.json).toMatchObject({ wasRead: false, items: [{ outcome: 'already' }] });
    expect(await entriesOf(world, 'return')).toHaveLength(1);
    expect((await world.payees.see('pub_a'))?.payee.hold).toBeUndefined();
  });

  it('does not touch details that were entered since', async () => {
    await fixPayee(world);
    await upload(returned());
    expect((await world.payees.see('pub_a'))?.payee).toMatchObject({ bankVerified: true });
    expect(await entriesOf(world, 'return')).toHaveLength(1);
  });

  it('is reported as unknown or different where it is, and the others of the file are done', async () => {
    const file = nachaReturns([
      { trace: '011401539999999', code: 'R01', amountMinor: 5n },
      { trace: TRACE, code: 'R01', amountMinor: 2_499n },
      { trace: TRACE, code: 'R01', amountMinor: 2_500n },
    ]);
    const { json } = await upload(file);
    expect(json.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'unknown',
      'amount-differs',
      'returned',
    ]);
    expect(await entriesOf(world, 'return')).toHaveLength(1);
  });

  it('may only be corrected: nothing comes back, and the account waits for verification', async () => {
    const { json } = await upload(returned('C01'));
    expect(json.items).toMatchObject([{ code: 'C01', outcome: 'corrected' }]);
    expect(await entriesOf(world, 'return')).toEqual([]);
    const { payee } = (await world.payees.see('pub_a')) ?? {};
    expect(payee).toMatchObject({
      bankVerified: false,
      notice: expect.stringContaining('C01 (account number is wrong)'),
    });
    expect(JSON.stringify(json)).not.toContain('9988776655');
    expect((await upload(returned('C01'))).json.items).toMatchObject([{ outcome: 'already' }]);
  });

  it.each([
    ['is no file at all', 'hello', 'nacha'],
    ['is cut off', returned().slice(0, 400), 'nacha'],
    ['has another total', returned().replace('0000002500', '0000002501'), 'nacha'],
    ['is a file of payments', '', 'own'],
    ['is no XML', '<Document>', 'pain.002'],
    ['is another message', pain002([]).replace('pain.002.001.10', 'pain.001.001.09'), 'pain.002'],
    ['brings its own entities', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${pain002([])}`, 'pain.002'],
    ['rejects everything and names nothing', '', 'group'],
  ])('in a file that %s changes nothing', async (_what, text, kind) => {
    const group = pain002([], '<GrpSts>RJCT</GrpSts>').replace(/<TxInfAndSts>[\s\S]*?<\/TxInfAndSts>/, '');
    const content = kind === 'own' ? ([...world.files.stored.values()][0] ?? '') : kind === 'group' ? group : text;
    const answer = await upload(content, kind === 'own' ? 'nacha' : kind === 'group' ? 'pain.002' : kind);
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].field).toBe('body.content');
    expect(await entriesOf(world, 'return')).toEqual([]);
    expect((await world.payees.see('pub_a'))?.payee.bankVerified).toBe(true);
  });

  it('is read as its own example has it', async () => {
    const { body } = uploadPaymentReturns;
    const example = body?.parse(body.meta()?.example);
    const { status, json } = await upload(example?.content ?? '', example?.format);
    expect([status, json.items]).toMatchObject([
      200,
      [{ trace: '121042880000001', code: 'R03', meaning: 'R03 (no such account)', outcome: 'unknown' }],
    ]);
  });

  it('is finance’s to report, in files of a size', async () => {
    expect((await upload(returned(), 'nacha', 'pub_a')).status).toBe(403);
    expect((await upload(returned(), 'camt.053')).json.errors).toMatchObject([{ field: 'body.format' }]);
    const many = Array.from({ length: MAX_RETURNS + 1 }, () => ({ trace: TRACE, code: 'R01', amountMinor: 2_500n }));
    expect((await upload(nachaReturns(many))).status).toBe(413);
    expect(await entriesOf(world, 'return')).toEqual([]);
  });
});

describe('a SEPA payment that was rejected', () => {
  it('comes back by its end-to-end reference', async () => {
    const world = await createWorld();
    world.configured.value = SENDERS;
    await world.addPublisher('pub_a', { payee: IBAN_PAYEE, currency: 'EUR' });
    await world.owe('pub_a', DAY, 700n, 'EUR');
    const reference = paymentReference(await pay(world, DAY), 'pub_a');
    const wrong = await processReturns(world, 'pain.002', pain002([{ reference, code: 'AC04', amount: '7.01' }]), ANNA);
    expect(wrong.results).toMatchObject([{ outcome: 'amount-differs' }]);
    const report = await processReturns(
      world,
      'pain.002',
      pain002([{ reference, code: 'AC04', amount: '7.00' }]),
      ANNA,
    );
    expect(report.results).toMatchObject([{ code: 'AC04', outcome: 'returned' }]);
    expect((await world.payees.see('pub_a'))?.payee.hold).toContain('AC04 (account closed)');
  });
});

describe('whatever is reported, fixed, paid and repeated in whatever order', () => {
  const step = fc.constantFrom('return', 'other file', 'crash', 'fix', 'run');

  /** What a bank's file does, some of it stopped half-way. */
  async function report(world: World, kind: string): Promise<void> {
    const payees = { ...world.payees, see: () => Promise.reject(new Error('stopped')) };
    const deps = kind === 'crash' ? { ...world, payees } : world;
    await processReturns(deps, 'nacha', returned(kind === 'other file' ? 'R02' : 'R03'), ANNA).catch(() => {});
  }

  it('a returned payment is paid exactly once more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const world = await newWorld();
        let day = DAY;
        for (const each of [...steps, 'fix', 'run']) {
          if (each === 'run') {
            day = addDays(day, 7);
            await pay(world, day);
          } else if (each === 'fix') await fixPayee(world);
          else await report(world, each);
        }
        const times = steps.some((each) => each !== 'fix' && each !== 'run') ? 2 : 1;
        expect(await entriesOf(world, 'payment')).toEqual(Array(times).fill('-2500'));
        expect(await entriesOf(world, 'return')).toHaveLength(times - 1);
      }),
      { numRuns: 8 },
    );
  }, 180_000);
});
