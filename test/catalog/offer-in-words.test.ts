import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { criteriaInWords } from '../../shared/catalog/criteria-in-words.ts';
import { offerInWords } from '../../shared/catalog/offer-in-words.ts';
import { offer } from './fixture.ts';

const hours = {
  zone: 'America/Chicago',
  windows: [
    { days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1_020 },
    { days: [7], fromMinute: 600, toMinute: 1_440 },
  ],
};

describe('criteria in words', () => {
  it.each<[Criterion, string]>([
    [{ kind: 'talk-time', minSeconds: 90 }, 'the talk lasts at least 90 s'],
    [{ kind: 'talk-time', minSeconds: 90, maxSeconds: 600 }, 'the talk lasts at least 90 s and at most 600 s'],
    [{ kind: 'total-time', minSeconds: 5 }, 'it lasts at least 5 s from the first ring'],
    [{ kind: 'caller-region', in: ['US-IL', 'CA'] }, 'it comes from US-IL or CA'],
    [{ kind: 'hours', hours }, 'it begins Mon–Fri 09:00–17:00, Sun 10:00–24:00 (America/Chicago)'],
    [
      { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } },
      'not (the person was in touch with this offer in the 30 days before)',
    ],
    [{ kind: 'customer', is: 'new' }, 'the person is no customer of the advertiser yet'],
    [{ kind: 'customer', is: 'existing' }, 'the person is a customer of the advertiser'],
    [
      { kind: 'confidence', in: ['exact', 'source'] },
      'the visit that brought it is exactly known or known by its source alone',
    ],
    [{ kind: 'within-caps' }, 'the advertiser’s caps have a place for it'],
    [{ kind: 'answer', name: 'role', in: ['owner', 'tenant'] }, '“role” is owner or tenant'],
    [{ kind: 'answer', name: 'employees', min: 10, max: 50 }, '“employees” is at least 10 and at most 50'],
    [{ kind: 'answer', name: 'hasBudget', is: true }, '“hasBudget” is yes'],
    [{ kind: 'key-press', in: ['1', '2'] }, 'the caller pressed 1 or 2'],
    [{ kind: 'key-press', question: 'menu', in: ['1'] }, 'the caller pressed 1 at “menu”'],
  ])('%j', (criterion, words) => {
    expect(criteriaInWords(criterion)).toBe(words);
  });

  it('keep what belongs together in brackets', () => {
    const tree: Criterion = {
      kind: 'all',
      of: [
        {
          kind: 'any',
          of: [
            { kind: 'talk-time', minSeconds: 90 },
            { kind: 'customer', is: 'new' },
          ],
        },
        { kind: 'not', of: { kind: 'any', of: [{ kind: 'within-caps' }, { kind: 'caller-region', in: ['US'] }] } },
      ],
    };
    expect(criteriaInWords(tree)).toBe(
      '(the talk lasts at least 90 s, or the person is no customer of the advertiser yet), and not (the advertiser’s caps have a place for it, or it comes from US)',
    );
    expect(criteriaInWords({ kind: 'all', of: [{ kind: 'within-caps' }] })).toBe(
      'the advertiser’s caps have a place for it',
    );
  });
});

describe('an offer in words', () => {
  it('tells a publisher what it earns, when and for how long it may be disputed, and no charge', () => {
    const { chargeMinor: _charge, ...shown } = offer();
    expect(offerInWords(shown)).toEqual([
      'It qualifies when the talk lasts at least 90 s.',
      'The publisher earns for a call that qualifies: 30.00 USD.',
      'It becomes payable 7 days after the verdict.',
      'The advertiser may dispute it within 14 days.',
      'The publisher may dispute a rejection or a credit within 14 days.',
    ]);
  });

  it('tells its advertiser what it pays', () => {
    expect(offerInWords(offer({ holdDays: 1 }))).toContain('The advertiser pays for a call that qualifies: 40.00 USD.');
    expect(offerInWords(offer({ holdDays: 1 }))).toContain('It becomes payable 1 day after the verdict.');
    expect(offerInWords(offer({ model: 'appointment' }))).toContain(
      'The advertiser pays for an appointment that qualifies: 40.00 USD.',
    );
  });

  it('tells the publisher’s own days where the offer has them', () => {
    const windows = { disputeDays: 14, clawbackDays: 45, feedbackDays: 45, objectionDays: 1 };
    expect(offerInWords(offer({ windows }))).toContain(
      'The publisher may dispute a rejection or a credit within 1 day.',
    );
  });

  it('tells last that publishers have to ask', () => {
    const last = offerInWords(offer({ joining: 'on-request' })).at(-1);
    expect(last).toBe('Publishers ask to join it, and bring nothing before they are let in.');
  });

  it('tells every kind of price', () => {
    const earns = (payout: NonNullable<NonNullable<ReturnType<typeof offer>['pricing']>['payout']>) =>
      offerInWords(offer({ pricing: { payout, onSale: { payoutShareBps: 250, payoutBonusMinor: 500n } } }));
    const lead = 'The publisher earns for a call that qualifies:';
    expect(earns({ kind: 'flat', amountMinor: 100n })).toContain(`${lead} 1.00 USD.`);
    expect(earns({ kind: 'bid-share', shareBps: 8_000 })).toContain(`${lead} 80 % of what is bid for it.`);
    expect(earns({ kind: 'charge-share', shareBps: 7_550 })).toContain(
      `${lead} 75.5 % of what the advertiser is charged.`,
    );
    expect(earns({ kind: 'fixed-fee', feeMinor: 500n })).toContain(
      `${lead} what the advertiser is charged less 5.00 USD.`,
    );
    const tiers = [
      { regions: ['US-IL'], minQuality: 80, amountMinor: 5_000n },
      { hours, minTalkSeconds: 120, amountMinor: 4_000n },
    ];
    expect(earns({ kind: 'tiers', tiers, otherwiseMinor: 1_000n })).toContain(
      `${lead} 50.00 USD where it comes from US-IL and the publisher’s quality is at least 80; 40.00 USD where it begins Mon–Fri 09:00–17:00, Sun 10:00–24:00 (America/Chicago) and the talk lasts at least 120 s; otherwise 10.00 USD.`,
    );
    expect(earns({ kind: 'flat', amountMinor: 100n })).toContain(
      'When the advertiser reports a sale, the publisher earns 2.5 % of the sale and 5.00 USD more.',
    );
  });
});
