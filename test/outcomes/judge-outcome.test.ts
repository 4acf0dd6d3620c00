import { beforeEach, describe, expect, it } from 'vitest';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { type JudgePorts, judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { verdictEntryId } from '../../shared/outcomes/model.ts';
import { terms } from '../ledger/samples.ts';
import { TestClock } from '../support/clock.ts';
import { memoryBook, memoryOutcomes } from './fakes.ts';
import { facts, openOutcome } from './samples.ts';

const ZONE = 'America/New_York';
let clock: TestClock;
let book: ReturnType<typeof memoryBook>;
let asked: string[];

function portsFor(criteria: Criterion, over: Parameters<typeof terms>[0] = {}): JudgePorts {
  return {
    outcomes: memoryOutcomes(),
    history: {
      note: async () => {},
      earlier: async (_person, fromMs, beforeMs) => {
        asked.push(`history of ${(beforeMs - fromMs) / (24 * HOUR_MS)} days`);
        return [];
      },
    },
    customers: {
      add: async () => 0,
      has: async (advertiserId) => {
        asked.push(`customers of ${advertiserId}`);
        return false;
      },
    },
    terms: { terms: async () => terms({ criteria, ...over }) },
    journal: verdictJournal({ book, clock, zone: ZONE }),
    clock,
    zone: ZONE,
  };
}

async function settled(ports: JudgePorts, over = {}): Promise<JudgePorts> {
  await ports.outcomes.open(openOutcome('call_1'));
  await ports.outcomes.settle('call_1', facts(over));
  return ports;
}

const LONG_TALK: Criterion = { kind: 'talk-time', minSeconds: 60 };

beforeEach(() => {
  // 23:30 in New York on 2 March: the day of the verdict is the network's, not UTC's.
  clock = new TestClock(Date.UTC(2026, 2, 3, 4, 30));
  book = memoryBook();
  asked = [];
});

describe('judging', () => {
  it('rejects what nobody could be asked to take, whatever its terms ask, and says so', async () => {
    const ports = await settled(portsFor({ kind: 'confidence', in: ['exact'] }), {
      untaken: true,
      talkSeconds: undefined,
    });
    const { verdict, booking } = await judgeOutcome(ports, 'call_1');
    expect([verdict.state, verdict.failed, verdict.booking, booking]).toEqual([
      'rejected',
      'untaken',
      undefined,
      'nothing-owed',
    ]);
    expect(verdict.marks.held).toBe('1');
    expect(book.booked.size).toBe(0);
  });

  it('books a qualified outcome under the day of the verdict plus the hold', async () => {
    const ports = await settled(portsFor(LONG_TALK));
    const judged = await judgeOutcome(ports, 'call_1');
    expect(judged).toMatchObject({
      booking: 'booked',
      verdict: {
        state: 'qualified',
        judgedAtMs: clock.nowMs(),
        marks: { held: '1', seen: [95] },
        booking: {
          posting: { publisherId: 'pub_blog', payableDay: '2026-03-09', entryId: verdictEntryId('call_1') },
          worth: { chargeMinor: 4_500n, payoutMinor: 3_000n, currency: 'USD' },
        },
      },
    });
    expect([...book.booked.values()]).toMatchObject([{ payableDay: '2026-03-09', outcomeId: 'call_1' }]);
  });

  it('owes and books nothing for a rejected one', async () => {
    const ports = await settled(portsFor(LONG_TALK), { talkSeconds: 59 });
    const judged = await judgeOutcome(ports, 'call_1');
    expect(judged.booking).toBe('nothing-owed');
    expect(judged.verdict).toEqual({
      state: 'rejected',
      judgedAtMs: clock.nowMs(),
      marks: { held: '0', seen: [59] },
      failed: 'talk-time',
    });
    expect(book.booked.size).toBe(0);
  });

  it('gives the same answer however often it is asked, also days later', async () => {
    const ports = await settled(portsFor(LONG_TALK));
    const first = await judgeOutcome(ports, 'call_1');
    for (const hours of [0, 1, 24, 24 * 40]) {
      clock.advance(hours * HOUR_MS);
      expect(await judgeOutcome(ports, 'call_1')).toEqual(first);
    }
    expect(book.booked.size).toBe(1);
  });

  it('finishes what was cut off between verdict and entry, in the day that was frozen', async () => {
    const ports = await settled(portsFor(LONG_TALK));
    const broken: JudgePorts = { ...ports, journal: { post: () => Promise.reject(new Error('cut off')) } };
    await expect(judgeOutcome(broken, 'call_1')).rejects.toThrow('cut off');
    clock.advance(2 * 24 * HOUR_MS);
    expect((await judgeOutcome(ports, 'call_1')).booking).toBe('booked');
    expect([...book.booked.values()].map((entry) => entry.payableDay)).toEqual(['2026-03-09']);
  });

  it('waits while its day is closing, then moves the entry to the current day', async () => {
    const ports = await settled(portsFor(LONG_TALK, { holdDays: 0 }));
    const broken: JudgePorts = { ...ports, journal: { post: () => Promise.reject(new Error('cut off')) } };
    await expect(judgeOutcome(broken, 'call_1')).rejects.toThrow('cut off');
    clock.advance(50 * MINUTE_MS);
    expect((await judgeOutcome(ports, 'call_1')).booking).toBe('wait');
    expect(book.booked.size).toBe(0);
    clock.advance(10 * MINUTE_MS);
    expect((await judgeOutcome(ports, 'call_1')).booking).toBe('booked');
    expect([...book.booked.values()].map((entry) => entry.payableDay)).toEqual(['2026-03-03']);
    const outcome = await ports.outcomes.get('call_1');
    expect(outcome?.verdict?.booking?.posting.payableDay).toBe('2026-03-03');
  });

  it('looks up only what the criteria ask for', async () => {
    await judgeOutcome(await settled(portsFor(LONG_TALK)), 'call_1');
    expect(asked).toEqual([]);
    const repeat: Criterion = { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } };
    await judgeOutcome(await settled(portsFor(repeat)), 'call_1');
    expect(asked).toEqual(['history of 30 days']);
    const both: Criterion = { kind: 'all', of: [repeat, { kind: 'customer', is: 'new' }] };
    await judgeOutcome(await settled(portsFor(both)), 'call_1');
    expect(asked.slice(1)).toEqual(['history of 30 days', 'customers of adv_acme']);
    asked = [];
    await judgeOutcome(await settled(portsFor(both), { personHash: undefined }), 'call_1');
    expect(asked).toEqual([]);
  });

  it('refuses an outcome that nobody opened, and one that has not ended', async () => {
    const ports = portsFor(LONG_TALK);
    await expect(judgeOutcome(ports, 'call_never')).rejects.toMatchObject({ kind: 'not-found' });
    await ports.outcomes.open(openOutcome('call_open'));
    await expect(judgeOutcome(ports, 'call_open')).rejects.toMatchObject({ kind: 'conflict' });
    expect(book.booked.size).toBe(0);
  });
});
