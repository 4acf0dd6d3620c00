import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Considered, REFUSALS } from '../../../shared/calls/routing/model.ts';
import { placeOfCaller } from '../../../shared/calls/routing/place-of-caller.ts';
import { MAX_MARKS, readTrail, targetMark, writeTrail } from '../../../shared/calls/routing/trail.ts';
import { candidate, decide } from './fixture.ts';

describe('the trail of a call', () => {
  it('names who rang in their order, then why the others did not', () => {
    const candidates = [
      candidate('closed', { target: { state: 'paused' } }),
      candidate('b', { target: { priority: 2 } }),
      candidate('a', { target: { priority: 1 } }),
      candidate('spare', { target: { priority: 3 } }),
    ];
    const { considered } = decide({ candidates, rules: { maxTargets: 2 } });
    expect(readTrail(writeTrail(considered))).toEqual({
      marks: [
        { target: targetMark('a'), fate: 'chosen' },
        { target: targetMark('b'), fate: 'chosen' },
        { target: targetMark('spare'), fate: 'not-needed' },
        { target: targetMark('closed'), fate: 'target-paused' },
      ],
      more: 0,
    });
  });

  it('says of the chosen which share of their calls they answer, where prices are weighed by it', () => {
    const candidates = [candidate('a'), candidate('b'), candidate('full', { target: { maxConcurrent: 1 } })];
    const states = { a: { answeredBps: 7_349 }, full: { live: 1, answeredBps: 9_000 } };
    const rules = { order: 'price', weighAnswers: true } as const;
    expect(readTrail(writeTrail(decide({ candidates, states, rules }).considered)).marks).toEqual([
      { target: targetMark('b'), fate: 'chosen', answeredPercent: 100 },
      { target: targetMark('a'), fate: 'chosen', answeredPercent: 73 },
      { target: targetMark('full'), fate: 'concurrency' },
    ]);
    const many = Array.from({ length: 20 }, (_, index) => candidate(`target_${index}`));
    const longest = writeTrail(decide({ candidates: many, rules: { ...rules, maxTargets: 5 } }).considered);
    expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(115);
  });

  it('stays under 95 bytes, and says how many more there were', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => candidate(`target_${index}`));
    const trail = writeTrail(decide({ candidates: many }).considered);
    expect(Buffer.byteLength(trail)).toBeLessThanOrEqual(95);
    expect(readTrail(trail).marks.length).toBe(MAX_MARKS);
    expect(readTrail(trail).more).toBe(990);
  });

  it('finds every reason again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...REFUSALS), { maxLength: MAX_MARKS }), (refusals) => {
        const considered: Considered[] = refusals.map((refusal) => ({
          targetId: refusal,
          offerId: 'offer_1',
          fate: { kind: 'refused', why: { refusal } },
        }));
        expect(readTrail(writeTrail(considered)).marks.map(({ fate }) => fate)).toEqual(refusals);
      }),
    );
    expect(
      new Set(
        REFUSALS.map((refusal) =>
          writeTrail([{ targetId: 't', offerId: 'o', fate: { kind: 'refused', why: { refusal } } }]),
        ),
      ).size,
    ).toBe(REFUSALS.length);
  });

  it('reads past what it does not know', () => {
    expect(readTrail('zz123456 cl654321')).toEqual({ marks: [{ target: '654321', fate: 'closed' }], more: 0 });
    expect(readTrail('')).toEqual({ marks: [], more: 0 });
  });
});

describe('where a caller is', () => {
  it.each([
    [
      'an American number',
      { number: '+12175550142', region: 'US-IL', postal: '62701' },
      { country: 'US', state: 'US-IL', areaCode: '217', postal: '62701' },
    ],
    ['a number alone', { number: '+12175550142' }, { country: 'US', areaCode: '217' }],
    [
      'a toll-free number is nowhere, whatever the carrier says',
      { number: '+18005550142', region: 'US-IL', postal: '62701' },
      {},
    ],
    ['a withheld number is nowhere', { region: 'US-IL', postal: '62701' }, {}],
    [
      'a foreign number',
      { number: '+493012345678', region: 'DE', postal: '10115' },
      { country: 'DE', postal: '10115' },
    ],
    [
      'a British code is kept in capitals and without its space',
      { number: '+442079460018', region: 'GB', postal: 'sw1a 1aa' },
      { country: 'GB', postal: 'SW1A1AA' },
    ],
    [
      'a carrier that names another country',
      { number: '+493012345678', region: 'US-IL', postal: '62701' },
      { country: 'DE' },
    ],
    ['a number of no country', { number: '+88312345678', region: 'US-IL' }, { country: 'US', state: 'US-IL' }],
    [
      'a Canadian number',
      { number: '+16045550142', region: 'CA-BC', postal: 'V6B 1A1' },
      { country: 'CA', state: 'CA-BC', areaCode: '604', postal: 'V6B1A1' },
    ],
  ])('%s', (_name, told, place) => {
    expect(placeOfCaller(told)).toEqual(place);
  });
});
