import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { deliveryKey } from '../../shared/leads/keys.ts';
import { toldBy } from '../../shared/reporting/contract.ts';
import { OPERATOR_KEY } from '../catalog/world.ts';
import { advertiserEndpoint, type Endpoint, json } from './endpoint.ts';
import { type LeadsWorld, leadBody, leadsWorld } from './world.ts';

let endpoint: Endpoint;
let world: LeadsWorld;
let offerId: string;
beforeAll(async () => {
  endpoint = await advertiserEndpoint();
});
afterAll(() => endpoint.close());
beforeEach(async () => {
  endpoint.posted.length = 0;
  endpoint.answer = json({ accepted: true, reference: 4711 });
  world = await leadsWorld();
  offerId = await world.offer({ criteria: { kind: 'answer', name: 'role', in: ['tenant'] } });
});

const deliverTo = () => world.call('setDelivery', { offerId }, { url: endpoint.url, format: 'json' });
const lead = async (leadId: string) => (await world.show(leadId, world.advertiser.key)).json;

/** A lead that its criteria rejected, and that its publisher disputes. */
async function disputed(): Promise<{ readonly leadId: string; readonly disputeId: string }> {
  const { leadId } = (await world.post(leadBody(offerId))).json;
  await world.judgeAll();
  await world.lookAll();
  const { status, json } = await world.object(leadId);
  expect(status).toBe(201);
  return { leadId, disputeId: json.disputeId };
}

const decide = async (disputeId: string, decision: 'accept' | 'reject') =>
  expect((await world.decide(disputeId, decision)).status).toBe(200);

it('a lead that was rejected is delivered once its publisher’s dispute is granted, once, and its buyer sees who it is', async () => {
  await deliverTo();
  const { leadId, disputeId } = await disputed();
  await world.lookAll();
  expect([(await lead(leadId)).contact, endpoint.posted.length]).toEqual([undefined, 0]);
  await decide(disputeId, 'accept');
  await decide(disputeId, 'accept');
  expect(world.looks).toEqual([{ message: { v: 1, kind: 'look-after', leadId, step: 0 }, delaySeconds: 0 }]);
  expect(world.pushes).toEqual([{ v: 1, kind: 'push', connectionId: 'crm_1', outcomeId: leadId, attempts: 0 }]);
  world.looks.push(...world.looks);
  await world.lookAll();
  expect(endpoint.posted.map(({ headers }) => headers['webhook-id'])).toEqual([leadId]);
  expect(await lead(leadId)).toMatchObject({
    ...{ state: 'rejected', contact: { fields: { fullName: 'Ada Lovelace' } }, delivery: { state: 'delivered' } },
  });
  expect((await world.show(leadId, world.publisher.key)).json.contact).toBeUndefined();
  expect((await world.show(leadId, OPERATOR_KEY)).json.contact).toBeUndefined();
});

it('its delivery is tried again like any other', async () => {
  await deliverTo();
  endpoint.answer = json({ error: 'down' });
  const { leadId, disputeId } = await disputed();
  await decide(disputeId, 'accept');
  await world.lookAll();
  expect(world.looks.map(({ message }) => message)).toEqual([{ v: 1, kind: 'deliver', leadId, attempts: 1 }]);
  endpoint.answer = json({ accepted: true });
  await world.lookAll();
  expect((await lead(leadId)).delivery).toMatchObject({ state: 'delivered', attempts: 2 });
});

it('an endpoint that gives it back against the decision is asked again, and told why', async () => {
  await deliverTo();
  endpoint.answer = json({ accepted: false, reason: 'spam' });
  const { leadId, disputeId } = await disputed();
  await decide(disputeId, 'accept');
  await world.lookAll();
  expect((await lead(leadId)).delivery).toMatchObject({ state: 'waiting', problem: 'decided-to-count' });
});

it('a lead whose dispute was rejected, or is not decided, is not its advertiser’s', async () => {
  await deliverTo();
  const { leadId, disputeId } = await disputed();
  const touch = () => world.call('reportTouch', { leadId }, {});
  expect((await touch()).json.detail).toContain('was not bought');
  await decide(disputeId, 'reject');
  world.looks.push({ message: { v: 1, kind: 'look-after', leadId, step: 0 }, delaySeconds: 0 });
  await world.lookAll();
  expect(await lead(leadId)).not.toHaveProperty('contact');
  expect([(await touch()).status, endpoint.posted, world.looks, world.pushes]).toEqual([409, [], [], []]);
});

it('who fetches it is measured from when it was bought, and can’t give it back against the decision', async () => {
  const { leadId, disputeId } = await disputed();
  world.clock.advance(3 * DAY_MS);
  await decide(disputeId, 'accept');
  world.clock.advance(4 * MINUTE_MS);
  const boughtAtMs = world.clock.nowMs() - 4 * MINUTE_MS;
  expect((await world.call('reportTouch', { leadId }, {})).json).toMatchObject({ responseSeconds: 240 });
  // Reports read it from the stored item, which was never delivered.
  const item = { ...deliveryKey(leadId), ...(await world.deliveries.get(leadId)) };
  expect(toldBy(item)).toMatchObject({
    kind: 'touch',
    item: { touchFromMs: boughtAtMs, firstTouchAtMs: boughtAtMs + 4 * MINUTE_MS },
  });
  const given = await world.call('returnLead', { leadId }, { reason: 'spam', note: 'Not one of ours' });
  expect([given.status, given.json.detail]).toEqual([409, 'that it counts was decided on the publisher’s dispute']);
  expect((await world.deliveries.get(leadId))?.state).toBe('waiting');
});
