import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromIso, MINUTE_MS } from '../../shared/kernel/time.ts';
import { type AdjustPorts, adjust, reverseEntry } from '../../shared/ledger/adjust.ts';
import { startBalances } from '../../shared/ledger/balances.ts';
import { dynamoFrozenDays } from '../../shared/ledger/dynamo-frozen-days.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { account, type Entry, type Posting } from '../../shared/ledger/model.ts';
import { TestClock } from '../support/clock.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { verdictEntry } from './samples.ts';

const ZONE = 'America/New_York';
const END_MS = fromIso('2026-03-03T05:00:00Z');
const client = testDocumentClient();
const clock = new TestClock();
let journal: ReturnType<typeof dynamoJournal>;
let ports: AdjustPorts;

beforeAll(async () => {
  const table = await createTable(ledgerTable);
  journal = dynamoJournal(client, table);
  ports = { book: journal, frozen: dynamoFrozenDays(client, table), clock, zone: ZONE };
});

beforeEach(() => clock.set(END_MS - 60 * MINUTE_MS));

async function entriesOf(publisherId: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const page of journal.allPages(publisherId)) all.push(...page);
  return all;
}

const bonus = (publisherId: string, amountMinor: bigint): readonly Posting[] => [
  { account: account.revenue, amountMinor, currency: 'USD' },
  { account: account.payable(publisherId), amountMinor: -amountMinor, currency: 'USD' },
];

const adjustment = (publisherId: string, over = {}) => ({
  publisherId,
  causeId: 'request_1',
  reason: 'bonus for March',
  postings: bonus(publisherId, 500n),
  ...over,
});

describe('an adjustment', () => {
  it('is one new entry with its reason, payable today, however often and from wherever it is asked for', async () => {
    const asked = await Promise.all(Array.from({ length: 10 }, () => adjust(ports, adjustment('pub_a'))));
    clock.advance(40 * 24 * 60 * MINUTE_MS);
    asked.push(await adjust(ports, adjustment('pub_a')));
    const [entry, ...others] = await entriesOf('pub_a');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ kind: 'adjustment', reason: 'bonus for March', payableDay: '2026-03-02' });
    for (const each of asked) expect(each).toEqual(entry);
  });

  it('is refused when its cause already booked something else', async () => {
    await adjust(ports, adjustment('pub_b'));
    const other = adjustment('pub_b', { postings: bonus('pub_b', 501n) });
    await expect(adjust(ports, other)).rejects.toMatchObject({ kind: 'unprocessable' });
    expect(await entriesOf('pub_b')).toHaveLength(1);
  });

  it.each([
    ['without a reason', { reason: ' ' }, 'reason'],
    ['with a reason as long as a book', { reason: 'x'.repeat(201) }, 'reason'],
    [
      'that does not balance',
      { postings: [...bonus('pub_c', 5n).slice(0, 1), ...bonus('pub_c', 4n).slice(1)] },
      'sum to',
    ],
    ['of nothing', { postings: [] }, 'two postings'],
  ])('%s is refused and leaves nothing', async (_name, over, message) => {
    await expect(adjust(ports, adjustment('pub_c', over))).rejects.toThrow(message);
    expect(await entriesOf('pub_c')).toEqual([]);
  });

  it('cut off before its entry waits while the day closes, then goes to the current day', async () => {
    const broken = { ...ports, book: { ...journal, book: () => Promise.reject(new Error('cut off')) } };
    await expect(adjust(broken, adjustment('pub_d'))).rejects.toThrow('cut off');
    clock.set(END_MS + 20 * MINUTE_MS);
    await expect(adjust(ports, adjustment('pub_d'))).rejects.toMatchObject({ kind: 'unavailable' });
    clock.set(END_MS + 30 * MINUTE_MS);
    await Promise.all(Array.from({ length: 5 }, () => adjust(ports, adjustment('pub_d'))));
    expect(await entriesOf('pub_d')).toMatchObject([{ payableDay: '2026-03-03' }]);
  });
});

describe('a reversal', () => {
  const nameOf = ({ publisherId, payableDay, entryId }: Entry) => ({ publisherId, payableDay, entryId });

  it('names what it takes back and brings every account back to zero, once, also when asked again days later', async () => {
    const entry = verdictEntry('call_r', '2026-03-09', { publisherId: 'pub_r' });
    await journal.book(entry);
    const reversal = await reverseEntry(ports, nameOf(entry), 'duplicate call');
    clock.advance(3 * 24 * 60 * MINUTE_MS);
    expect(await reverseEntry(ports, nameOf(entry), 'duplicate call')).toEqual(reversal);
    expect(reversal).toMatchObject({ reverses: entry.entryId, outcomeId: 'call_r', reason: 'duplicate call' });
    const all = await entriesOf('pub_r');
    expect(all).toHaveLength(2);
    const fold = startBalances();
    fold.add(all);
    expect(fold.balances().map((balance) => balance.balanceMinor)).toEqual([0n, 0n, 0n]);
  });

  it('is refused for an entry that is not there, for a payment and for a reversal', async () => {
    const entry = verdictEntry('call_s', '2026-03-09', { publisherId: 'pub_s' });
    await expect(reverseEntry(ports, nameOf(entry), 'why')).rejects.toMatchObject({ kind: 'not-found' });
    await journal.book(entry);
    const reversal = await reverseEntry(ports, nameOf(entry), 'why');
    await expect(reverseEntry(ports, nameOf(reversal), 'why')).rejects.toMatchObject({ kind: 'conflict' });
    const payment: Entry = { ...verdictEntry('pay', '2026-03-10', { publisherId: 'pub_s' }), kind: 'payment' };
    await journal.book(payment);
    await expect(reverseEntry(ports, nameOf(payment), 'why')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('of any entries leaves nothing owed', async () => {
    const amounts = fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 5 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(amounts, async (payouts) => {
        run += 1;
        const publisherId = `pub_prop_${run}`;
        for (const [index, payoutMinor] of payouts.entries()) {
          const entry = verdictEntry(`${run}-${index}`, '2026-03-09', {
            publisherId,
            payoutMinor,
            chargeMinor: payoutMinor + 1n,
          });
          await journal.book(entry);
          await reverseEntry(ports, nameOf(entry), 'test');
        }
        const fold = startBalances();
        fold.add(await entriesOf(publisherId));
        expect(fold.balances().every((balance) => balance.balanceMinor === 0n)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
