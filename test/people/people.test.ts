import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Dispute, disputeIdOf } from '../../shared/disputes/model.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { outcomeKey } from '../../shared/outcomes/keys.ts';
import { truthItem } from '../../shared/outcomes/outcome-item.ts';
import { OPERATOR_KEY } from '../catalog/world.ts';
import { leadBody, withFields } from '../leads/world.ts';
import { EMAIL, type PeopleWorld, PHONE, peopleWorld } from './world.ts';

let world: PeopleWorld;
let offerId: string;
beforeEach(async () => {
  world = await peopleWorld();
  offerId = await world.offer();
});

const NO_FACTS = { startedAtMs: 0, confidence: 'source', capacity: 'none' } as const;
const NOBODY = { lists: [], visits: [], outcomes: [] };

describe('a person who came as lead, caller and attendee', () => {
  let leadId: string;
  let meetingId: string;

  beforeEach(async () => {
    leadId = (await world.post(leadBody(offerId))).json.leadId;
    world.clock.advance(HOUR_MS);
    await world.call(await world.callOffer(), 'call_1');
    meetingId = await world.meeting(await world.meetingOffer());
    await world.judgeAll();
  });

  it.each([{ phone: '(217) 555-0142' }, { email: EMAIL }])('is shown everything that is kept, by %j', async (who) => {
    const { outcomes, visits } = (await world.export(who)).json;
    const byModel = Object.fromEntries(outcomes.map((each: { model: string }) => [each.model, each]));
    expect(byModel.lead).toMatchObject({ outcomeId: leadId, state: 'qualified', person: '…0142' });
    expect(byModel.lead.lead).toMatchObject({
      fields: { fullName: 'Ada Lovelace', email: EMAIL, phone: PHONE },
      consent: { ipAddress: '192.0.2.77' },
    });
    expect(byModel.appointment.appointment).toMatchObject({
      attendee: { name: 'Ada Lovelace', email: EMAIL, phone: PHONE },
      evidence: { budget: 'Ada said so on the phone' },
    });
    expect(outcomes).not.toContainEqual(expect.objectContaining({ chargeMinor: expect.anything() }));
    // A caller is known by the number alone.
    if ('email' in who) return expect(byModel.call).toBeUndefined();
    expect(byModel.call).toMatchObject({ visit: { params: { gclid: 'click-of-ada' } } });
    expect(byModel.call.call).toMatchObject({ callerMasked: '…0142', recordings: { RE0001: { seconds: 95 } } });
    expect(visits).toMatchObject([{ visitId: 'visit_call_1', url: 'https://roofs.example/secret-interest' }]);
  });

  it('is gone from every table once erased, and the money stands', async () => {
    // Something came to light after the verdict: it knows the person too.
    const truth = truthItem({ facts: (await world.outcomes.get(leadId))?.facts ?? NO_FACTS, revision: 2 });
    const update = { UpdateExpression: 'SET truth = :truth', ExpressionAttributeValues: { ':truth': truth } };
    await world.client.send(
      new UpdateCommand({ TableName: world.tables.outcomes, Key: outcomeKey(leadId), ...update }),
    );
    const ledger = await world.items('ledger');
    const verdict = (await world.outcome(leadId, world.publisher.key)).json.verdict;
    const erased = (await world.erase({ phone: PHONE, email: EMAIL })).json;
    expect(erased).toEqual({
      outcomes: 3,
      waiting: 0,
      lists: 0,
      more: false,
      advertisers: [world.advertiserId],
      elsewhere: [{ what: 'recording', where: 'twilio', id: 'RE0001' }],
    });
    expect((await world.export({ phone: PHONE, email: EMAIL })).json).toMatchObject(NOBODY);
    expect(await world.items('ledger')).toEqual(ledger);
    expect((await world.outcome(leadId, world.publisher.key)).json.verdict).toEqual(verdict);
    const left = JSON.stringify(await world.items('outcomes', 'leases', 'webhooks'));
    for (const trace of ['0142', 'Ada', 'click-of-ada', 'secret-interest', 'carrier.example', 'meet.example', '"who"'])
      expect(left, trace).not.toContain(trace);
    const shown = (await world.show(leadId, world.advertiser.key)).json;
    expect([shown.state, shown.contact, shown.person]).toEqual(['qualified', undefined, undefined]);
    const meeting = await world.outcomes.get(meetingId);
    expect(meeting?.facts?.answers).toMatchObject({ attendance: 'held' });
    expect((await world.erase({ phone: PHONE })).json).toMatchObject({ outcomes: 0, waiting: 0 });
  });

  it('is taken out of what webhooks were told', async () => {
    const owner = { kind: 'advertiser' as const, id: world.advertiserId };
    const nowMs = world.clock.nowMs();
    const base = { owner, name: 'CRM', kind: 'webhook' as const, url: 'https://crm.example', method: 'POST' as const };
    await world.webhooks.create({ ...base, webhookId: 'wh_1', events: ['*'], secrets: [], createdAtMs: 0, version: 1 });
    const data = { outcomeId: leadId, contactMasked: '…0142', params: { gclid: 'click-of-ada' }, chargeMinor: 4_000 };
    await world.deliveries.create({
      ...{ owner, webhookId: 'wh_1', objectId: leadId, atMs: nowMs, eventId: 'evt_1', type: 'outcome.qualified' },
      body: JSON.stringify({ id: 'evt_1', data }),
      state: 'delivered',
      sinceMs: nowMs,
      tries: 1,
      attempts: [
        {
          atMs: nowMs,
          tookMs: 3,
          method: 'POST',
          url: 'https://crm.example/click-of-ada?click=click-of-ada',
          answer: 'thanks, Ada',
        },
      ],
    });
    const refused = { outcomeId: leadId, reason: 'Ada never came', deliverableUntil: '2026-03-12' };
    await world.deliveries.create({
      ...{ owner, webhookId: 'wh_1', objectId: leadId, atMs: nowMs, eventId: 'evt_2', type: 'replacement.owed' },
      body: JSON.stringify({ id: 'evt_2', type: 'replacement.owed', data: refused }),
      ...{ state: 'delivered', sinceMs: nowMs, tries: 0, attempts: [] },
    });
    const [lead] = (await world.export({ email: EMAIL })).json.outcomes.filter(
      ({ model }: { model: string }) => model === 'lead',
    );
    expect(lead.told.events).toHaveLength(2);
    await world.erase({ phone: PHONE });
    const found = await world.deliveries.find('wh_1', { atMs: nowMs, eventId: 'evt_1' });
    expect(JSON.parse(found?.body ?? '')).toEqual({ id: 'evt_1', data: { outcomeId: leadId, chargeMinor: 4_000 } });
    const second = await world.deliveries.find('wh_1', { atMs: nowMs, eventId: 'evt_2' });
    expect(second?.body).not.toContain('Ada');
    expect(found?.attempts).toEqual([{ atMs: nowMs, tookMs: 3, method: 'POST', url: 'https://crm.example' }]);
  });
});

it('keeps words of a dispute while it goes on, and takes them once it is settled', async () => {
  const { leadId } = (await world.post(leadBody(offerId))).json;
  await world.judgeAll();
  const disputeId = disputeIdOf(leadId);
  const step = {
    state: 'open',
    atMs: world.clock.nowMs(),
    note: 'Ada has no house',
    by: { role: 'advertiser', subjectId: 'x' },
  };
  const claim = { chargeMinor: 1n, payoutMinor: 1n };
  const names = { advertiserId: world.advertiserId, publisherId: world.publisherId, offerId, currency: 'USD' as const };
  const dispute = {
    ...names,
    disputeId,
    openedBy: 'advertiser',
    outcomeId: leadId,
    reason: 'other',
    claim,
    state: 'open',
    version: 1,
  };
  const opened = { ...dispute, steps: [{ ...step, evidence: [{ kind: 'text', text: 'Ada wrote' }] }] } as Dispute;
  await world.disputes.create(opened);
  expect((await world.export({ phone: PHONE })).json.outcomes[0].dispute.steps[0].note).toBe('Ada has no house');
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ outcomes: 0, waiting: 1 });
  await world.disputes.replace(opened, { ...opened, state: 'rejected', settledAtMs: world.clock.nowMs(), version: 2 });
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ outcomes: 1, waiting: 0 });
  expect(await world.disputes.get(disputeId)).toMatchObject({ reason: 'other', steps: [{ state: 'open', note: '' }] });
  expect(JSON.stringify(await world.items('outcomes'))).not.toContain('Ada');
});

it('names the advertiser that bought a rejected lead by a dispute, and none that did not', async () => {
  const rejecting = await world.offer({ criteria: { kind: 'answer', name: 'role', in: ['tenant'] } });
  const { leadId } = (await world.post(leadBody(rejecting))).json;
  await world.judgeAll();
  const { disputeId } = (await world.object(leadId)).json;
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ waiting: 1, advertisers: [] });
  await world.decide(disputeId, 'accept');
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ waiting: 0, advertisers: [world.advertiserId] });
});

it('keeps the steps of a chain tied together until all of them are judged', async () => {
  const chained = await world.offer({ pricing: { chain: { name: 'solar', withinDays: 90 } } });
  const { leadId } = (await world.post(leadBody(chained))).json;
  await world.judgeAll();
  world.clock.advance(DAY_MS);
  await world.post(leadBody(offerId));
  expect((await world.erase({ phone: PHONE, email: EMAIL })).json).toMatchObject({ outcomes: 0, waiting: 2 });
  const kept = await world.outcomes.get(leadId);
  expect([kept?.contactMasked, typeof kept?.facts?.personHash]).toEqual([undefined, 'string']);
  await world.judgeAll();
  expect((await world.erase({ phone: PHONE, email: EMAIL })).json).toMatchObject({ outcomes: 2, waiting: 0 });
  expect((await world.outcomes.get(leadId))?.facts?.personHash).toBeUndefined();
});

it('leaves other people alone', async () => {
  await world.post(leadBody(offerId));
  const other = (await world.post(withFields(offerId, { phone: '+12175550143', email: 'grace@example.com' }))).json;
  await world.judgeAll();
  await world.erase({ phone: PHONE, email: EMAIL });
  expect((await world.show(other.leadId, world.advertiser.key)).json.contact.fields.email).toBe('grace@example.com');
  expect((await world.export({ email: 'grace@example.com' })).json.outcomes).toHaveLength(1);
});

it('says which outcomes wait for their verdict, and takes them later', async () => {
  const { leadId } = (await world.post(leadBody(offerId))).json;
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ outcomes: 0, waiting: 1 });
  await world.judgeAll();
  expect((await world.erase({ phone: PHONE })).json).toMatchObject({ outcomes: 1, waiting: 0 });
  await world.post(leadBody(offerId), { 'idempotency-key': 'late' });
  expect((await world.show(leadId, world.advertiser.key)).json.contact).toBeUndefined();
});

it('shows the lists that know a person, and takes it off them when that is asked for', async () => {
  await world.upload('uploadSuppressions', [PHONE]);
  await world.upload('uploadCustomers', ['ada.lovelace+solar@gmail.com']);
  const both = { phone: PHONE, email: EMAIL };
  const { advertiserId: owner } = world;
  const lists = expect.arrayContaining([
    { list: 'suppressed', owner },
    { list: 'customers', owner },
  ]);
  expect((await world.export(both)).json.lists).toEqual(lists);
  expect((await world.erase(both)).json.lists).toBe(0);
  expect((await world.export(both)).json.lists).toEqual(lists);
  expect((await world.erase({ ...both, lists: true })).json.lists).toBe(2);
  expect((await world.export(both)).json.lists).toEqual([]);
});

it('goes on where an answer ends', async () => {
  for (let lead = 0; lead < 3; lead += 1) {
    await world.post(leadBody(offerId));
    world.clock.advance(DAY_MS);
  }
  const all = (await world.export({ phone: PHONE })).json.outcomes;
  const before = all[1].openedAt;
  const older = (await world.export({ phone: PHONE, before })).json.outcomes;
  expect([all.length, older]).toEqual([3, [all[2]]]);
});

it.each<[object, string]>([
  [{}, 'body'],
  [{ phone: '12' }, 'body.phone'],
  [{ email: 'x@' }, 'body.email'],
])('refuses %j', async (body, field) => {
  expect((await world.export(body)).json.errors[0].field).toBe(field);
  expect((await world.erase(body)).json.errors[0].field).toBe(field);
});

it('is for operators only', async () => {
  for (const key of [world.advertiser.key, world.publisher.key]) {
    expect((await world.export({ phone: PHONE }, key)).status).toBe(403);
    expect((await world.erase({ phone: PHONE }, key)).status).toBe(403);
  }
  expect((await world.export({ phone: PHONE }, OPERATOR_KEY)).status).toBe(200);
});
