import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { revisionBody } from '../catalog/world.ts';
import { LEAD_FORM, type LeadsWorld, leadBody, leadsWorld } from './world.ts';

let world: LeadsWorld;
let offerId: string;
const CRITERIA = {
  kind: 'all',
  of: [
    { kind: 'answer', name: 'role', in: ['owner'] },
    { kind: 'answer', name: 'bill', min: 100 },
    { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } },
  ],
};
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer({ criteria: CRITERIA });
});

const ping = (fields: object) => world.bring('pingLead', { offerId, fields });
const post = (pingId: string, fields: object = {}, key = world.publisher.key) => {
  const { fields: all, consent, source } = leadBody(offerId);
  return world.bring('postLead', { pingId, fields: { ...all, ...fields }, consent, source }, key);
};

describe('asking before telling', () => {
  it('gives a price for what is known, and takes the lead at it, once', async () => {
    const { json } = await ping({ role: 'owner', bill: 240 });
    expect(json).toEqual({
      wanted: true,
      pingId: expect.any(String),
      payoutMinor: 3_000,
      currency: 'USD',
      expiresAt: '2026-03-02T15:05:00.000Z',
    });
    const params = { offerId };
    const revised = revisionBody({ criteria: CRITERIA, lead: LEAD_FORM, payoutMinor: 1_000, state: 'paused' });
    const { key } = world.advertiser;
    const { reviseOffer } = world;
    expect((await reviseOffer(params, revised, key)).status).toBe(200);
    world.clock.advance(4 * MINUTE_MS);
    const posted = await post(json.pingId);
    expect(posted).toMatchObject({ status: 200, json: { channel: 'post', state: 'open' } });
    expect((await post(json.pingId)).json.leadId).toBe(posted.json.leadId);
    await world.judgeAll();
    const outcome = (await world.outcome(posted.json.leadId, world.publisher.key)).json;
    expect(outcome).toMatchObject({ offerVersion: 1, verdict: { state: 'qualified', payoutMinor: 3_000 } });
  });

  it('says no to what can not qualify any more, and leaves open what is not known', async () => {
    expect((await ping({ role: 'tenant' })).json).toEqual({ wanted: false });
    expect((await ping({ role: 'owner', bill: 99 })).json).toEqual({ wanted: false });
    expect((await ping({})).json.wanted).toBe(true);
  });

  it('takes no contact data, and no field that there is not', async () => {
    for (const [fields, field] of [
      [{ phone: '+12175550142' }, 'body.fields.phone'],
      [{ email: 'ada@example.com' }, 'body.fields.email'],
      [{ fullName: 'Ada' }, 'body.fields.fullName'],
      [{ ssn: '1' }, 'body.fields.ssn'],
      [{ role: 'king' }, 'body.fields.role'],
    ] as const) {
      const answer = await ping(fields);
      expect([answer.status, answer.json.errors[0].field]).toEqual([400, field]);
    }
  });

  it('holds for five minutes, for its own publisher, and for the lead that it was about', async () => {
    const { pingId } = (await ping({ role: 'owner', bill: 240 })).json;
    const changed = await post(pingId, { bill: 100 });
    expect([changed.status, changed.json.errors[0].field]).toEqual([422, 'body.fields.bill']);
    const other = await world.market.publisher('Other');
    expect((await post(pingId, {}, other.key)).json.errors[0].field).toBe('body.pingId');
    expect((await post(`${pingId}x`)).json.errors[0].field).toBe('body.pingId');
    const visit = { publisherId: world.publisher.publisherId, poolId: 'p', number: '+12175550100', visitId: 'v' };
    const lease = await world.tokens.sign(visit, world.clock.nowMs());
    expect((await post(lease)).json.errors[0].field).toBe('body.pingId');
    world.clock.advance(5 * MINUTE_MS);
    expect((await post(pingId)).status).toBe(410);
    expect(world.judging).toEqual([]);
  });
});
