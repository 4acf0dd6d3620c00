import { describe, expect, it } from 'vitest';
import { callFacts } from '../../../shared/calls/routing/call-facts.ts';
import { nameStop, readStop } from '../../../shared/calls/routing/stop-name.ts';
import { FIRST_WALK, readWalk, writeWalk } from '../../../shared/calls/routing/walk.ts';

describe('the name of a stop', () => {
  it.each([
    ['target_1', undefined, 'target_1', { offerId: 'offer_1', targetId: 'target_1' }],
    ['target_1', 'offer_9', 'offer_9/target_1', { offerId: 'offer_9', targetId: 'target_1' }],
  ])('of %s in %s is %s', (targetId, offerId, name, stop) => {
    expect(nameStop(targetId, offerId)).toBe(name);
    expect(readStop(name, 'offer_1')).toEqual(stop);
  });
});

describe('the walk of a call', () => {
  it.each([
    ['0', [], 0],
    ['0b0n1', [['busy'], ['no-answer']], 1],
    ['0f3', [['failed']], 3],
  ])('%s is read and written', (text, results, current) => {
    const walk = readWalk(text);
    expect(walk?.before.map(({ result }) => [result])).toEqual(results);
    expect(walk?.before.map(({ step }) => step)).toEqual(results.map(() => 0));
    expect(walk?.current).toBe(current);
    expect(walk && writeWalk(walk)).toBe(text);
  });

  it('begins with the first, and takes what it has no letter for as failed', () => {
    expect(FIRST_WALK).toBe('0');
    expect(writeWalk({ before: [{ step: 2, result: 'canceled' }], current: 4 })).toBe('2f4');
  });

  it.each(['', 'b', '0b', '0x1', '10', '0b10', ' 0', '0 ', `${'0b'.repeat(13)}1`])('%j is none', (text) => {
    expect(readWalk(text)).toBeUndefined();
  });

  it('is at most twelve dials long', () => {
    expect(readWalk(`${'0b'.repeat(12)}1`)?.before).toHaveLength(12);
  });
});

describe('the facts of a call', () => {
  const inbound = {
    carrier: 'twilio' as const,
    callId: 'CA1',
    to: '+18005550199',
    caller: { kind: 'number' as const, number: '+12175550142' },
    region: 'US-IL',
    postal: '62701',
    attestation: 'B' as const,
  };
  const number = {
    number: '+18005550199',
    publisherId: 'pub_1',
    offerId: 'offer_1',
    kind: 'static',
    source: 'x',
  } as const;
  const contact = { outcomeId: 'o', startedAtMs: 5, offerId: 'offer_1', advertiserId: 'adv_1' };

  it('are what routing may ask for, and never the caller’s number', () => {
    const facts = callFacts(inbound, number, 'call_1', 9, [{ ...contact, targetId: 'target_1' }, contact]);
    expect(facts).toEqual({
      outcomeId: 'call_1',
      atMs: 9,
      number: '+18005550199',
      publisherId: 'pub_1',
      isWithheld: false,
      attestation: 'B',
      place: { country: 'US', state: 'US-IL', areaCode: '217', postal: '62701' },
      earlier: [
        { advertiserId: 'adv_1', atMs: 5, targetId: 'target_1' },
        { advertiserId: 'adv_1', atMs: 5 },
      ],
      blockedBy: [],
    });
    expect('targetId' in (facts.earlier[1] ?? {})).toBe(false);
    expect(JSON.stringify(facts)).not.toContain('5550142');
  });

  it('know nothing of the place of who hides its number but what the carrier says', () => {
    const facts = callFacts({ ...inbound, caller: { kind: 'withheld' } }, number, 'call_1', 9, []);
    expect(facts.isWithheld).toBe(true);
    expect(facts.place.areaCode).toBeUndefined();
  });
});
