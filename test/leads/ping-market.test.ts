import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoCredit } from '../../shared/catalog/dynamo-credit.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { OPERATOR_KEY } from '../catalog/world.ts';
import { LEAD_FORM, type LeadsWorld, leadBody, leadsWorld } from './world.ts';

let world: LeadsWorld;
beforeEach(async () => {
  world = await leadsWorld();
});

const VERTICAL = LEAD_FORM.vertical;
const OWNERS = { kind: 'answer', name: 'role', in: ['owner'] };
const form = (changes: object = {}) => ({ ...LEAD_FORM, ...changes });
const offerAt = (payoutMinor: number, changes: object = {}) =>
  world.offer({ chargeMinor: 9_000, payoutMinor, criteria: OWNERS, ...changes });
const ping = (fields: object = { role: 'owner' }, body: object = { vertical: VERTICAL }, key?: string) =>
  world.bring('pingLead', { ...body, fields }, key);
const post = (pingId: string, fields: object = {}, key?: string) => {
  const { fields: all, consent } = leadBody('');
  return world.bring('postLead', { pingId, fields: { ...all, ...fields }, consent }, key);
};

describe('a ping to a vertical', () => {
  it('asks every open offer of it, answers with the best price, and the post goes there', async () => {
    await offerAt(3_000);
    const best = await offerAt(5_000);
    const second = await offerAt(4_000);
    await offerAt(8_000, { criteria: { kind: 'answer', name: 'role', in: ['tenant'] } });
    await offerAt(7_000, { lead: form({ vertical: 'Roofs' }) });
    await offerAt(6_000, { currency: 'EUR' });
    await offerAt(9_000, { joining: 'on-request' });
    const { json } = await ping();
    expect(json).toMatchObject({ wanted: true, offerId: best, payoutMinor: 5_000, currency: 'USD' });
    expect(json.next).toMatchObject([{ offerId: second, payoutMinor: 4_000 }, { payoutMinor: 3_000 }]);
    const posted = await post(json.pingId);
    expect(posted).toMatchObject({ status: 200, json: { offerId: best, channel: 'post' } });
    expect((await post(json.pingId)).json).toEqual(posted.json);
    await world.judgeAll();
    const { verdict } = (await world.outcome(posted.json.leadId, world.publisher.key)).json;
    expect(verdict).toMatchObject({ state: 'qualified', payoutMinor: 5_000 });
  });

  it('knows the vertical in any case of letters, and no other', async () => {
    await offerAt(3_000);
    expect((await ping({}, { vertical: ` ${VERTICAL.toUpperCase()} ` })).json.wanted).toBe(true);
    expect((await ping({}, { vertical: 'Solar' })).json.errors[0].field).toBe('body.vertical');
    expect((await ping({ role: 'tenant' })).json).toEqual({ wanted: false });
  });

  it('goes to the second best where the best is full in between, and a repeat finds it there', async () => {
    const full = await offerAt(5_000, { lead: form({ dailyCap: 1 }) });
    const second = await offerAt(4_000);
    const { pingId, offerId } = (await ping()).json;
    expect(offerId).toBe(full);
    const other = { phone: '+12175550143', email: 'grace@example.com' };
    expect((await post((await ping()).json.pingId, other)).json.offerId).toBe(full);
    const posted = (await post(pingId)).json;
    expect(posted.offerId).toBe(second);
    world.clock.advance(60_000);
    expect((await post(pingId)).json).toEqual(posted);
    expect((await ping()).json).toMatchObject({ offerId: second, next: [] });
    world.clock.advance(DAY_MS);
    expect((await ping()).json.offerId).toBe(full);
  });

  it('goes on to the next where the best had this person a moment ago, or must not be sold them', async () => {
    const rival = await world.market.advertiser('Rival');
    const best = await offerAt(5_000);
    const body = {
      criteria: OWNERS,
      chargeMinor: 9_000,
      payoutMinor: 4_000,
      lead: LEAD_FORM,
      name: 'Rival',
      holdDays: 7,
    };
    const { offerId: second } = await world.market.made('createOffer', {
      key: rival.key,
      body: { model: 'lead', currency: 'USD', ...body },
    });
    expect((await post((await ping()).json.pingId)).json.offerId).toBe(best);
    expect((await post((await ping()).json.pingId)).json.offerId).toBe(second);
    await world.upload('uploadSuppressions', ['+12175550144']);
    const suppressed = { phone: '+12175550144', email: 'joan@example.com' };
    expect((await post((await ping()).json.pingId, suppressed)).json.offerId).toBe(second);
    await world.upload('uploadSuppressions', ['+12175550144'], OPERATOR_KEY);
    expect((await post((await ping()).json.pingId, suppressed)).status).toBe(422);
  });

  it('tells each offer what its form asks for, and refuses what none knows or says who it is', async () => {
    const small = form({ fields: LEAD_FORM.fields.filter(({ name }) => name !== 'bill') });
    await offerAt(3_000, { lead: small });
    const rich = await offerAt(5_000);
    expect((await ping({ role: 'owner', bill: 240 })).json).toMatchObject({
      offerId: rich,
      next: [{ payoutMinor: 3_000 }],
    });
    for (const [fields, field] of [
      [{ phone: '+12175550142' }, 'body.fields.phone'],
      [{ ssn: '1' }, 'body.fields.ssn'],
      [{ role: 'king' }, 'body.fields.role'],
    ] as const) {
      expect((await ping(fields)).json.errors[0].field).toBe(field);
    }
    const { pingId } = (await ping({ role: 'owner', bill: 240 })).json;
    expect((await post(pingId, { ssn: '1' })).json.errors[0].field).toBe('body.fields.ssn');
    expect((await post(pingId, { bill: 100 })).json.errors[0].field).toBe('body.fields.bill');
    expect((await post(pingId, { fullName: '' })).json.errors[0].field).toBe('body.fields.fullName');
    expect((await post(pingId)).json.offerId).toBe(rich);
  });

  it('leaves out an advertiser whose balance does not pay for it', async () => {
    await offerAt(3_000);
    const { advertiserId } = world.advertiser;
    const credit = dynamoCredit(world.client, world.tables.catalog);
    await credit.keep({ advertiserId, currency: 'USD', availableMinor: 8_999n, postings: 1 });
    expect((await ping()).json).toEqual({ wanted: false });
  });

  it('asks one offer or a vertical, not both and not neither', async () => {
    const offerId = await offerAt(3_000);
    for (const body of [{}, { offerId, vertical: VERTICAL }]) {
      expect((await ping({}, body)).json.errors[0].field).toBe('body.offerId');
    }
  });
});

describe('a cap of leads a day', () => {
  it('is never passed, however many come at once, and a repeat takes no second place', async () => {
    const offerId = await world.offer({ lead: form({ dailyCap: 3 }) });
    const bodies = Array.from({ length: 8 }, (_, index) => {
      const fields = {
        ...leadBody(offerId).fields,
        phone: `+1217555${String(1_000 + index)}`,
        email: `p${index}@example.com`,
      };
      return { ...leadBody(offerId), fields };
    });
    const send = (body: object, index: number) => world.post(body, { 'idempotency-key': `row-${index}` });
    const answers = await Promise.all(bodies.map(send));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
    const again = await Promise.all(bodies.map(send));
    expect(again.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
    world.clock.advance(DAY_MS);
    const late = bodies[answers.findIndex(({ status }) => status === 409)] ?? {};
    expect((await world.post(late)).status).toBe(201);
  });
});

describe('a key that is made for some offers', () => {
  const made = (body: object) => world.market.call('createKey', { key: OPERATOR_KEY, body });
  const limited = async (offerIds: readonly string[], changes: object = {}) =>
    made({ role: 'publisher', subjectId: world.publisher.publisherId, label: 'Partner', offerIds, ...changes });

  it('brings leads to these by every way, and to no others', async () => {
    const mine = await offerAt(3_000);
    const other = await offerAt(5_000);
    const { json: issued } = await limited([mine]);
    expect(issued).toMatchObject({ offerIds: [mine], scopes: ['leads:write', 'leads:read'] });
    const { key } = issued;
    const refused = { status: 403, json: { errors: [{ field: 'body.offerId' }] } };
    expect(await world.post(leadBody(other), {}, key)).toMatchObject(refused);
    expect(await world.bring('uploadLeads', { offerId: other, csv: 'phone\n1' }, key)).toMatchObject(refused);
    expect(await ping({}, { offerId: other }, key)).toMatchObject(refused);
    const { pingId } = (await ping({ role: 'owner' }, { offerId: other })).json;
    expect(await post(pingId, {}, key)).toMatchObject(refused);
    const lead = await world.post(leadBody(mine), {}, key);
    expect(lead.status).toBe(201);
    expect((await ping({ role: 'owner' }, { vertical: VERTICAL }, key)).json).toMatchObject({
      offerId: mine,
      next: [],
    });
    expect((await world.show(lead.json.leadId, key)).status).toBe(200);
    const elsewhere = { ...leadBody(other), fields: { ...leadBody(other).fields, phone: '+12175550143' } };
    const theirs = (await world.post(elsewhere)).json;
    expect((await world.show(theirs.leadId, key)).status).toBe(404);
    expect((await world.outcome(lead.json.leadId, key)).status).toBe(403);
  });

  it('is refused for others than publishers, for offers without leads, and with more than leads', async () => {
    const mine = await offerAt(3_000);
    const { advertiserId } = world.advertiser;
    const field = async (answer: ReturnType<typeof made>) => (await answer).json.errors[0].field;
    expect(await field(limited([mine], { role: 'advertiser', subjectId: advertiserId }))).toBe('body.offerIds');
    expect(await field(limited([mine, 'offer_nobody']))).toBe('body.offerIds.1');
    expect(await field(limited([mine], { scopes: ['leads:write', 'statements:read'] }))).toBe('body.scopes');
  });
});
