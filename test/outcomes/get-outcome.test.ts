import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/outcomes/get-outcome/handler.ts';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { evaluateCriteria } from '../../shared/outcomes/evaluate-criteria.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { terms } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { api } from './api-world.ts';
import { facts, openOutcome, qualified } from './samples.ts';

const CRITERIA: Criterion = {
  kind: 'all',
  of: [
    { kind: 'talk-time', minSeconds: 60 },
    { kind: 'not', of: { kind: 'caller-region', in: ['US-WI'] } },
  ],
};

let handler: ReturnType<typeof handlerOf>;

beforeAll(async () => {
  const outcomes = dynamoOutcomes(testDocumentClient(), await createTable(outcomesTable));
  handler = handlerOf({
    ...api,
    outcomes,
    replacements: { get: async () => undefined },
    correctionsOf: async () => [],
    terms: { terms: async () => terms({ criteria: CRITERIA }) },
    objectionable: async () => undefined,
    zone: 'America/New_York',
  });
  await outcomes.open(openOutcome('call_1'));
  await outcomes.settle('call_1', facts());
  const marks = evaluateCriteria(CRITERIA, facts(), { outcomeId: 'call_1', offerId: 'o', advertiserId: 'a' });
  await outcomes.giveVerdict(
    { ...openOutcome('call_1'), state: 'open', facts: facts() },
    qualified('call_1', { marks }),
  );
  await outcomes.open(openOutcome('call_open'));
});

const get = (key: string | undefined, outcomeId = 'call_1') =>
  callApi(handler, { ...(key ? { key } : {}), params: { outcomeId } });

describe('GET /v1/outcomes/{outcomeId}', () => {
  it('explains to the advertiser: every criterion, the charge, who called as far as they may know', async () => {
    const { status, json } = await get('acme');
    expect(status).toBe(200);
    expect(json).toEqual({
      outcomeId: 'call_1',
      model: 'call',
      state: 'qualified',
      offerId: 'offer_roof',
      offerVersion: 3,
      dealVersion: 0,
      publisherId: 'pub_blog',
      advertiserId: 'adv_acme',
      openedAt: '2026-03-02T15:00:00.000Z',
      attribution: { confidence: 'exact' },
      caller: { masked: '…0142' },
      seen: {
        startedAt: '2026-03-02T15:00:00.000Z',
        talkSeconds: 95,
        totalSeconds: 120,
        region: 'US-IL',
        targetId: 'target_1',
      },
      deadlines: { disputableUntil: '2026-03-16', feedbackUntil: '2026-04-16', correctableUntil: '2026-04-16' },
      verdict: {
        state: 'qualified',
        judgedAt: '2026-03-02T15:02:00.000Z',
        payableDay: '2026-03-09',
        chargeMinor: 4_500,
        currency: 'USD',
        criteria: {
          kind: 'all',
          held: true,
          of: [
            { kind: 'talk-time', held: true, asked: { kind: 'talk-time', minSeconds: 60 }, seen: 95 },
            {
              kind: 'not',
              held: true,
              of: [
                {
                  kind: 'caller-region',
                  held: false,
                  asked: { kind: 'caller-region', in: ['US-WI'] },
                  seen: 'US-IL',
                },
              ],
            },
          ],
        },
      },
    });
  });

  it('shows the publisher its visit and payout; not the charge, the buyer, the target or the caller', async () => {
    const { status, json, text } = await get('blog');
    expect(status).toBe(200);
    expect(json.verdict).toMatchObject({ state: 'qualified', payoutMinor: 3_000, criteria: { held: true } });
    expect(json.attribution.visit).toMatchObject({ visitId: 'visit_1', params: { gclid: 'x1' } });
    for (const hidden of ['4500', 'adv_acme', 'target_1', '0142', 'Zm9vYmFy']) expect(text).not.toContain(hidden);
  });

  it('shows an operator both sides', async () => {
    const { json } = await get('operator');
    expect(json).toMatchObject({
      caller: { masked: '…0142' },
      attribution: { visit: { visitId: 'visit_1' } },
      verdict: { chargeMinor: 4_500, payoutMinor: 3_000 },
    });
  });

  it('shows an open outcome without a verdict', async () => {
    const { status, json } = await get('blog', 'call_open');
    expect(status).toBe(200);
    expect(json.state).toBe('open');
    expect(json).not.toHaveProperty('verdict');
  });

  it.each([
    ['another advertiser’s key', 'rival', 'call_1', 404],
    ['another publisher’s key', 'other', 'call_1', 404],
    ['an outcome that never was', 'acme', 'call_never', 404],
    ['an id that is none', 'acme', 'call 1/../', 400],
    ['a key without the scope', 'scopeless', 'call_1', 403],
    ['a role that has no business here', 'finance', 'call_1', 403],
    ['a key nobody issued', 'nobody', 'call_1', 401],
    ['no key', undefined, 'call_1', 401],
  ])('refuses %s', async (_name, key, outcomeId, expected) => {
    const { status, headers, text } = await get(key, outcomeId);
    expect(status).toBe(expected);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(text).not.toContain('US-IL');
  });
});
