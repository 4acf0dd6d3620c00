import { describe, expect, it } from 'vitest';
import type { CallFacts, TargetState, Why } from '../../../shared/calls/routing/model.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/kernel/time.ts';
import { type Changes, candidate, decide, MONDAY, TRACKING_NUMBER } from './fixture.ts';

type Case = readonly [
  name: string,
  target: Changes,
  why: Why | 'taken',
  seen?: Partial<CallFacts>,
  has?: Partial<TargetState>,
];

const weekdays = (zone: string) => ({ zone, windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1020 }] });
const at = (day: number, hour: number, minute = 0, second = 0): Partial<CallFacts> => ({
  atMs: Date.UTC(2026, 2, day, hour, minute, second),
});
const region = (code: string) => ({ kind: 'region' as const, code });
const areaCode = (code: string) => ({ kind: 'area-code' as const, code });
const postal = (country: string, prefix: string) => ({ kind: 'postal-prefix' as const, country, prefix });
const onlyIn = (
  ...allow: (ReturnType<typeof region> | ReturnType<typeof areaCode> | ReturnType<typeof postal>)[]
): Changes => ({
  rules: { regions: { allow } },
});
const notIn = (
  ...block: (ReturnType<typeof region> | ReturnType<typeof areaCode> | ReturnType<typeof postal>)[]
): Changes => ({
  rules: { regions: { block } },
});
const used = (per: 'hour' | 'day' | 'month' | 'total', calls: number, amountMinor = 0n): Partial<TargetState> => ({
  used: { [per]: { calls, amountMinor } },
});
const hourly = (zone: string, hour: number, most: number): Changes => ({
  rules: { hourlyConcurrent: { zone, most: Array.from({ length: 24 }, (_, index) => (index === hour ? most : 9)) } },
});

const STANDING: readonly Case[] = [
  ['a plain target takes a call', {}, 'taken'],
  ['a paused offer takes none', { offerState: 'paused' }, { refusal: 'offer-paused' }],
  ['an offer that was not opened to the publisher takes none', { isJoined: false }, { refusal: 'not-joined' }],
  ['a paused target takes none', { target: { state: 'paused' } }, { refusal: 'target-paused' }],
  [
    'the tracking number itself is a loop',
    { target: { destination: { kind: 'number', number: TRACKING_NUMBER } } },
    { refusal: 'loop' },
  ],
  ['a SIP address is no loop', { target: { destination: { kind: 'sip', uri: 'sip:a@b.example' } } }, 'taken'],
  ['what is left pays for it exactly', { creditMinor: 4_000n }, 'taken'],
  ['a cent too little is left', { creditMinor: 3_999n }, { refusal: 'credit', asked: 4_000, seen: 3_999 }],
  ['nothing is left, and nothing is charged', { creditMinor: 0n, chargeMinor: 0n, payoutMinor: 0n }, 'taken'],
  ['a fresh bid counts', { bidExpiresAtMs: MONDAY + 1 }, 'taken'],
  ['a bid is over at the instant it expires', { bidExpiresAtMs: MONDAY }, { refusal: 'bid-expired' }],
];

const CALLERS: readonly Case[] = [
  ['B takes A', { rules: { minAttestation: 'B' } }, 'taken', { attestation: 'A' }],
  ['B takes B', { rules: { minAttestation: 'B' } }, 'taken', { attestation: 'B' }],
  [
    'B refuses C',
    { rules: { minAttestation: 'B' } },
    { refusal: 'attestation', asked: 'B', seen: 'C' },
    { attestation: 'C' },
  ],
  [
    'C refuses none',
    { rules: { minAttestation: 'C' } },
    { refusal: 'attestation', asked: 'C', seen: 'none' },
    { attestation: 'none' },
  ],
  [
    'C refuses a failed check',
    { rules: { minAttestation: 'C' } },
    { refusal: 'attestation', asked: 'C', seen: 'failed' },
    { attestation: 'failed' },
  ],
  ['without a minimum a failed check is taken', {}, 'taken', { attestation: 'failed' }],
  ['a withheld caller is taken by default', {}, 'taken', { isWithheld: true, place: {} }],
  ['… and refused where asked', { rules: { withheld: 'refuse' } }, { refusal: 'withheld' }, { isWithheld: true }],
  ['a known caller is not withheld', { rules: { withheld: 'refuse' } }, 'taken'],
  [
    'the network’s list keeps a caller from everybody',
    {},
    { refusal: 'blocked-caller', seen: 'network' },
    { blockedBy: [{ by: 'network' }] },
  ],
  [
    'the publisher’s list too',
    {},
    { refusal: 'blocked-caller', seen: 'publisher' },
    { blockedBy: [{ by: 'publisher', publisherId: 'pub_1' }] },
  ],
  [
    'an advertiser’s list keeps a caller from its own targets',
    {},
    { refusal: 'blocked-caller', seen: 'advertiser' },
    { blockedBy: [{ by: 'advertiser', advertiserId: 'adv_1' }] },
  ],
  ['… and from nobody else’s', {}, 'taken', { blockedBy: [{ by: 'advertiser', advertiserId: 'adv_2' }] }],
  ['an allowed publisher', { rules: { publishers: { allow: ['pub_1'] } } }, 'taken'],
  [
    'a publisher who is not on the list',
    { rules: { publishers: { allow: ['pub_2'] } } },
    { refusal: 'publisher', seen: 'pub_1' },
  ],
  ['a blocked publisher', { rules: { publishers: { block: ['pub_1'] } } }, { refusal: 'publisher', seen: 'pub_1' }],
  [
    'blocked wins over allowed',
    { rules: { publishers: { allow: ['pub_1'], block: ['pub_1'] } } },
    { refusal: 'publisher', seen: 'pub_1' },
  ],
  ['another publisher is blocked', { rules: { publishers: { block: ['pub_2'] } } }, 'taken'],
  ['a spoken language', { rules: { languages: ['en', 'es'] } }, 'taken', { language: 'es' }],
  [
    'an unspoken language',
    { rules: { languages: ['en', 'es'] } },
    { refusal: 'language', asked: 'en es', seen: 'fr' },
    { language: 'fr' },
  ],
  ['a language nobody asked about', { rules: { languages: ['en'] } }, 'taken'],
  ['any language', {}, 'taken', { language: 'fr' }],
  ['the tag of a plan', { rules: { tags: ['service', 'sales'] } }, 'taken', { tag: 'sales' }],
  [
    'another tag',
    { rules: { tags: ['service'] } },
    { refusal: 'tag', asked: 'sales', seen: 'service' },
    { tag: 'sales' },
  ],
  ['no tag where one is asked for', {}, { refusal: 'tag', asked: 'sales', seen: 'none' }, { tag: 'sales' }],
  ['tags that no plan asked for', { rules: { tags: ['service'] } }, 'taken'],
];

const earlier = (daysAgo: number, targetId = 't', advertiserId = 'adv_1'): Partial<CallFacts> => ({
  earlier: [{ targetId, advertiserId, atMs: MONDAY - daysAgo * DAY_MS }],
});
const repeats = (scope: 'target' | 'advertiser'): Changes => ({ rules: { repeats: { days: 30, scope } } });

const REPEATS: readonly Case[] = [
  ['a repeat at the target', repeats('target'), { refusal: 'repeat', asked: 30, seen: 3 }, earlier(3)],
  ['to the day', repeats('target'), { refusal: 'repeat', asked: 30, seen: 30 }, earlier(30)],
  [
    'not a millisecond later',
    repeats('target'),
    'taken',
    { earlier: [{ targetId: 't', advertiserId: 'adv_1', atMs: MONDAY - 30 * DAY_MS - 1 }] },
  ],
  ['not the call itself', repeats('target'), 'taken', earlier(0)],
  ['at another target of the advertiser', repeats('target'), 'taken', earlier(3, 'other')],
  [
    '… which the advertiser may care about',
    repeats('advertiser'),
    { refusal: 'repeat', asked: 30, seen: 3 },
    earlier(3, 'other'),
  ],
  ['at another advertiser', repeats('advertiser'), 'taken', earlier(3, 'other', 'adv_2')],
  ['where nobody asks', {}, 'taken', earlier(3)],
];

const PLACES: readonly Case[] = [
  ['in the country', onlyIn(region('US')), 'taken'],
  ['in the state', onlyIn(region('US-IL')), 'taken'],
  ['in another state', onlyIn(region('US-CA')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  ['in one of several', onlyIn(region('US-CA'), region('US-IL')), 'taken'],
  ['abroad', onlyIn(region('US')), { refusal: 'region', seen: 'DE' }, { place: { country: 'DE' } }],
  [
    'abroad is in no state either',
    onlyIn(region('US-IL')),
    { refusal: 'region', seen: 'DE' },
    { place: { country: 'DE' } },
  ],
  [
    'somewhere in the country',
    onlyIn(region('US-IL')),
    { refusal: 'region-unknown', seen: 'US' },
    { place: { country: 'US' } },
  ],
  ['nowhere known', onlyIn(region('US')), { refusal: 'region-unknown', seen: 'unknown' }, { place: {} }],
  [
    'nowhere known, and the target takes the risk',
    { rules: { regions: { allow: [region('US')], unknown: 'take' } } },
    'taken',
    { place: {} },
  ],
  [
    'the risk is not taken for who is known to be elsewhere',
    { rules: { regions: { allow: [region('US')], unknown: 'take' } } },
    { refusal: 'region', seen: 'DE' },
    { place: { country: 'DE' } },
  ],
  ['in the area code', onlyIn(areaCode('217')), 'taken'],
  ['in another area code', onlyIn(areaCode('312')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  [
    'without an area code',
    onlyIn(areaCode('217')),
    { refusal: 'region-unknown', seen: 'DE' },
    { place: { country: 'DE' } },
  ],
  ['in the postal area', onlyIn(postal('US', '627')), 'taken'],
  ['in another postal area', onlyIn(postal('US', '60')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  ['the same digits in another country', onlyIn(postal('DE', '627')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  ['a blocked state', notIn(region('US-IL')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  ['a blocked country', notIn(region('US')), { refusal: 'region', seen: 'US-IL 217 62701' }],
  ['a state that is not blocked', notIn(region('US-CA')), 'taken'],
  ['who is not known to be in a blocked area', notIn(region('US-IL')), 'taken', { place: {} }],
  [
    'blocked inside what is allowed',
    { rules: { regions: { allow: [region('US')], block: [areaCode('217')] } } },
    { refusal: 'region', seen: 'US-IL 217 62701' },
  ],
];

const TIMES: readonly Case[] = [
  ['open in New York', { target: { hours: weekdays('America/New_York') } }, 'taken'],
  [
    'still closed in Los Angeles',
    { target: { hours: weekdays('America/Los_Angeles') } },
    { refusal: 'closed', asked: 'America/Los_Angeles', seen: 'Mon 07:00' },
  ],
  ['the first minute', { target: { hours: weekdays('UTC') } }, 'taken', at(2, 9)],
  [
    'the minute before',
    { target: { hours: weekdays('UTC') } },
    { refusal: 'closed', asked: 'UTC', seen: 'Mon 08:59' },
    at(2, 8, 59, 59),
  ],
  ['the last second', { target: { hours: weekdays('UTC') } }, 'taken', at(2, 16, 59, 59)],
  [
    'the end',
    { target: { hours: weekdays('UTC') } },
    { refusal: 'closed', asked: 'UTC', seen: 'Mon 17:00' },
    at(2, 17),
  ],
  [
    'a Sunday',
    { target: { hours: weekdays('UTC') } },
    { refusal: 'closed', asked: 'UTC', seen: 'Sun 12:00' },
    at(1, 12),
  ],
  [
    'summer time: from 8 March nine in New York is 13:00 UTC',
    { target: { hours: weekdays('America/New_York') } },
    'taken',
    at(9, 13),
  ],
  [
    '… and was 14:00 UTC the week before',
    { target: { hours: weekdays('America/New_York') } },
    { refusal: 'closed', asked: 'America/New_York', seen: 'Mon 08:00' },
    at(2, 13),
  ],
  [
    'a holiday',
    { rules: { holidays: { zone: 'UTC', days: ['2026-03-02'] } } },
    { refusal: 'holiday', seen: '2026-03-02' },
  ],
  ['the day after', { rules: { holidays: { zone: 'UTC', days: ['2026-03-01'] } } }, 'taken'],
  [
    'a holiday that has begun in Auckland only',
    { rules: { holidays: { zone: 'Pacific/Auckland', days: ['2026-03-03'] } } },
    { refusal: 'holiday', seen: '2026-03-03' },
  ],
];

const LIMITS: readonly Case[] = [
  ['a free line', { target: { maxConcurrent: 2 } }, 'taken', {}, { live: 1 }],
  ['no free line', { target: { maxConcurrent: 2 } }, { refusal: 'concurrency', asked: 2, seen: 2 }, {}, { live: 2 }],
  ['the hour’s own lines', hourly('UTC', 15, 1), { refusal: 'hourly-concurrency', asked: 1, seen: 1 }, {}, { live: 1 }],
  ['another hour’s', hourly('UTC', 14, 1), 'taken', {}, { live: 1 }],
  [
    'by the clock of its zone',
    hourly('America/New_York', 10, 1),
    { refusal: 'hourly-concurrency', asked: 1, seen: 1 },
    {},
    { live: 1 },
  ],
  ['an hour without lines', hourly('UTC', 15, 0), { refusal: 'hourly-concurrency', asked: 0, seen: 0 }],
  ['the last call of the day', { target: { dailyCap: 10 } }, 'taken', {}, used('day', 9)],
  ['one more', { target: { dailyCap: 10 } }, { refusal: 'cap-day', asked: 10, seen: 10 }, {}, used('day', 10)],
  [
    'a cap by the hour',
    { rules: { caps: [{ per: 'hour', calls: 5 }] } },
    { refusal: 'cap-hour', asked: 5, seen: 5 },
    {},
    used('hour', 5),
  ],
  [
    'a cap by the month',
    { rules: { caps: [{ per: 'month', calls: 5 }] } },
    { refusal: 'cap-month', asked: 5, seen: 7 },
    {},
    used('month', 7),
  ],
  [
    'a cap for ever',
    { rules: { caps: [{ per: 'total', calls: 5 }] } },
    { refusal: 'cap-total', asked: 5, seen: 5 },
    {},
    used('total', 5),
  ],
  ['another period’s cap', { rules: { caps: [{ per: 'hour', calls: 5 }] } }, 'taken', {}, used('day', 50)],
  [
    'the second cap',
    {
      rules: {
        caps: [
          { per: 'hour', calls: 5 },
          { per: 'month', calls: 6 },
        ],
      },
    },
    { refusal: 'cap-month', asked: 6, seen: 6 },
    {},
    used('month', 6),
  ],
  [
    'a budget that this call just fits',
    { rules: { caps: [{ per: 'day', amountMinor: 12_000n }] } },
    'taken',
    {},
    used('day', 2, 8_000n),
  ],
  [
    'a budget that it would exceed by a cent',
    { rules: { caps: [{ per: 'day', amountMinor: 12_000n }] } },
    { refusal: 'budget-day', asked: 12_000, seen: 8_001 },
    {},
    used('day', 2, 8_001n),
  ],
  [
    'a budget below the price',
    { rules: { caps: [{ per: 'total', amountMinor: 3_999n }] } },
    { refusal: 'budget-total', asked: 3_999, seen: 0 },
  ],
  [
    'two unanswered calls',
    { rules: { pauseUnanswered: { inHour: 3, inDay: 5 } } },
    'taken',
    {},
    { unansweredInHour: 2, unansweredInDay: 4 },
  ],
  [
    'three in an hour',
    { rules: { pauseUnanswered: { inHour: 3, inDay: 5 } } },
    { refusal: 'unanswered', asked: 3, seen: 3 },
    {},
    { unansweredInHour: 3, unansweredInDay: 3 },
  ],
  [
    'five in a day',
    { rules: { pauseUnanswered: { inHour: 3, inDay: 5 } } },
    { refusal: 'unanswered', asked: 5, seen: 5 },
    {},
    { unansweredInHour: 0, unansweredInDay: 5 },
  ],
  ['nobody counts them', {}, 'taken', {}, { unansweredInHour: 9, unansweredInDay: 9 }],
];

/** Where several rules refuse, the one is told that lasts longest. */
const ORDER: readonly Case[] = [
  [
    'a paused target is not said to be closed',
    { target: { state: 'paused', hours: weekdays('America/Los_Angeles') } },
    { refusal: 'target-paused' },
  ],
  [
    'a caller from elsewhere is not said to be late',
    { target: { hours: weekdays('America/Los_Angeles') }, ...onlyIn(region('US-CA')) },
    { refusal: 'region', seen: 'US-IL 217 62701' },
  ],
  [
    'a spent cap comes before a busy line',
    { target: { maxConcurrent: 1, dailyCap: 1 } },
    { refusal: 'cap-day', asked: 1, seen: 1 },
    {},
    { live: 1, ...used('day', 1) },
  ],
];

const groups: Readonly<Record<string, readonly Case[]>> = { STANDING, CALLERS, REPEATS, PLACES, TIMES, LIMITS, ORDER };

for (const [group, cases] of Object.entries(groups)) {
  describe(`why a target takes a call or not: ${group.toLowerCase()}`, () => {
    for (const [name, changes, why, facts = {}, has] of cases) {
      it(name, () => {
        const scene = { facts, candidates: [candidate('t', changes)], ...(has ? { states: { t: has } } : {}) };
        const [first] = decide(scene).considered;
        if (why === 'taken') expect(first?.fate).toEqual({ kind: 'chosen', rank: 1, sticky: false });
        else expect(first?.fate).toEqual({ kind: 'refused', why });
      });
    }
  });
}

describe('a market in one currency', () => {
  it('leaves out prices that can’t be compared', () => {
    const candidates = [candidate('dollar'), candidate('euro', { currency: 'EUR' })];
    const { considered } = decide({ candidates, rules: { currency: 'EUR' } });
    expect(considered.map(({ fate }) => fate)).toEqual([
      { kind: 'refused', why: { refusal: 'currency', asked: 'EUR', seen: 'USD' } },
      { kind: 'chosen', rank: 1, sticky: false },
    ]);
  });
});

describe('a call around midnight', () => {
  it('is judged by the instant at which it was answered, whatever the carrier needs to ask again', () => {
    const hours = { zone: 'UTC', windows: [{ days: [1], fromMinute: 0, toMinute: 1440 }] };
    const lastMs = Date.UTC(2026, 2, 3) - 1;
    const fateAt = (atMs: number) =>
      decide({ facts: { atMs }, candidates: [candidate('t', { target: { hours } })] }).considered[0]?.fate.kind;
    expect([fateAt(lastMs), fateAt(lastMs + 1), fateAt(lastMs + HOUR_MS)]).toEqual(['chosen', 'refused', 'refused']);
  });
});
