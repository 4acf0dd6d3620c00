import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RETURN_REASONS } from '../../shared/catalog/lead-form.ts';
import { DISPUTE_REASONS } from '../../shared/disputes/model.ts';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { type DeliverPorts, deliverLead, MAX_ATTEMPTS } from '../../shared/leads/delivery/deliver-lead.ts';
import { readAnswer } from '../../shared/leads/delivery/read-answer.ts';
import { httpOutbound, type OutboundRequest } from '../../shared/platform/http/outbound.ts';
import { advertiserEndpoint, type Endpoint, json, text } from './endpoint.ts';
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
  offerId = await world.offer();
});

const deliverTo = (changes: object = {}) =>
  world.call('setDelivery', { offerId }, { url: endpoint.url, format: 'json', ...changes });

/** A lead that was bought, and looked after once. */
async function boughtLead(changes: object = {}): Promise<string> {
  const { leadId } = (await world.post(leadBody(offerId, changes))).json;
  await world.judgeAll();
  await world.lookAll();
  return leadId;
}
const delivery = async (leadId: string) => (await world.show(leadId, world.advertiser.key)).json.delivery;

describe('a bought lead', () => {
  it('is posted at once in the advertiser’s words, signed, and not again once it is taken', async () => {
    const saved = await deliverTo({
      names: { fullName: 'contact_name', bill: '', consent_ip_address: 'ip' },
      fixed: { campaign: 'solar-il' },
    });
    expect(saved.json.secret).toMatch(/^whsec_/);
    expect(
      (await deliverTo({ names: { fullName: 'contact_name', bill: '', consent_ip_address: 'ip' } })).json.secret,
    ).toBeUndefined();
    const leadId = await boughtLead();
    const [posted] = endpoint.posted;
    const { consent, fields } = leadBody(offerId);
    expect(JSON.parse(posted?.body ?? '')).toEqual({
      contact_name: 'Ada Lovelace',
      email: fields.email,
      phone: '+12175550142',
      role: 'owner',
      ownsHome: true,
      lead_id: leadId,
      offer_id: offerId,
      received_at: '2026-03-02T15:00:00.000Z',
      consent_certificate_url: consent.certificateUrl,
      consent_text: consent.text,
      consent_at: '2026-03-02T14:59:30.000Z',
      ip: '192.0.2.77',
    });
    const { headers, body = '' } = posted ?? {};
    expect(headers?.['webhook-id']).toBe(leadId);
    expect(headers?.['webhook-timestamp']).toBe(String(world.clock.nowMs() / 1_000));
    const sign = (at: number) => new Webhook(saved.json.secret).sign(leadId, new Date(at), body);
    expect(headers?.['webhook-signature']).toBe(sign(world.clock.nowMs()));
    expect(await delivery(leadId)).toEqual({
      state: 'delivered',
      attempts: 1,
      reference: '4711',
      deliveredAt: '2026-03-02T15:00:00.000Z',
    });
    world.looks.push({ message: { v: 1, kind: 'look-after', leadId, step: 0 }, delaySeconds: 0 });
    await world.lookAll();
    expect(endpoint.posted).toHaveLength(1);
  });

  it('goes as a posted form where that is wanted', async () => {
    await deliverTo({ format: 'form', names: { phone: 'tel' }, successText: 'LEAD OK' });
    endpoint.answer = text('<html>LEAD OK 12</html>');
    const leadId = await boughtLead();
    const form = new URLSearchParams(endpoint.posted[0]?.body);
    expect(endpoint.posted[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([form.get('tel'), form.get('ownsHome'), form.get('lead_id')]).toEqual(['+12175550142', 'true', leadId]);
    expect((await delivery(leadId)).state).toBe('delivered');
  });

  it('is sent once, however many look after it at the same moment', async () => {
    await deliverTo();
    const { leadId } = (await world.post(leadBody(offerId))).json;
    await world.judgeAll();
    const [look] = world.looks;
    if (!look) throw new Error('nobody looks after it');
    for (let more = 0; more < 9; more += 1) world.looks.push(look);
    await world.lookAll();
    expect(endpoint.posted).toHaveLength(1);
    expect(await delivery(leadId)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('that failed is not tried by another message than its own', async () => {
    await deliverTo();
    endpoint.answer = json({ error: 'down' });
    const leadId = await boughtLead();
    world.looks.push({ message: { v: 1, kind: 'look-after', leadId, step: 0 }, delaySeconds: 0 });
    await world.lookAll();
    expect(endpoint.posted).toHaveLength(2);
    expect(world.looks.map(({ message }) => message)).toEqual([{ v: 1, kind: 'deliver', leadId, attempts: 2 }]);
  });

  it('is tried by the message of its next try also where that is here before the last one is written down', async () => {
    await deliverTo();
    endpoint.answer = json({ error: 'down' });
    const leadId = await boughtLead();
    const seen = await world.deliveries.get(leadId);
    if (!seen) throw new Error('no delivery');
    // The first try asked for a second one; what it wrote of itself is still on its way.
    const busyUntilMs = world.clock.nowMs() + MINUTE_MS;
    await world.deliveries.save(seen, { ...seen, attempts: 0, busyUntilMs });
    await world.lookAll();
    expect(endpoint.posted).toHaveLength(1);
    expect(world.looks.map(({ message }) => message)).toEqual([{ v: 1, kind: 'deliver', leadId, attempts: 1 }]);
    endpoint.answer = json({ accepted: true });
    world.clock.advance(2 * MINUTE_MS);
    await world.lookAll();
    expect(await delivery(leadId)).toMatchObject({ state: 'delivered' });
    expect(endpoint.posted).toHaveLength(2);
  });

  it('is not sent where it was rejected, where nobody said where, or while delivery is paused', async () => {
    const nowhere = await boughtLead();
    expect(await delivery(nowhere)).toBeUndefined();
    await deliverTo({ state: 'paused' });
    world.clock.advance(10 * MINUTE_MS);
    await boughtLead();
    expect(endpoint.posted).toEqual([]);
  });

  it('is tried again, later each time, with the same message id, by an endpoint that answers 200 with an error', async () => {
    await deliverTo();
    endpoint.answer = json({ success: false, error: 'invalid api key' });
    const leadId = await boughtLead();
    expect(await delivery(leadId)).toMatchObject({ state: 'waiting', attempts: 1, problem: 'error-body' });
    const delays: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      delays.push(world.looks[0]?.delaySeconds ?? 0);
      await world.lookAll();
    }
    expect(delays).toEqual([10, 30, 90, 270, 810, 900]);
    endpoint.answer = json({ accepted: true });
    await world.lookAll();
    expect(await delivery(leadId)).toMatchObject({ state: 'delivered', attempts: 8 });
    expect(new Set(endpoint.posted.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([leadId]));
    const brought = (await world.show(leadId, world.publisher.key)).json.delivery;
    expect(brought).toEqual({ state: 'delivered', attempts: 8, deliveredAt: expect.any(String) });
  });

  it('given back in the answer is a dispute, for a reason that the form allows', async () => {
    await deliverTo();
    endpoint.answer = json({ accepted: false, reason: 'out-of-area', note: 'Lives in Texas' });
    const leadId = await boughtLead();
    expect(await delivery(leadId)).toMatchObject({ state: 'returned', returnReason: 'out-of-area' });
    const again = await world.call('returnLead', { leadId }, { reason: 'spam', note: 'Again' });
    expect(again.status).toBe(409);
    endpoint.answer = json({ accepted: false, reason: 'not-interested' });
    world.clock.advance(10 * MINUTE_MS);
    expect(await delivery(await boughtLead())).toMatchObject({ state: 'waiting', problem: 'reason-not-allowed' });
    endpoint.answer = json({ accepted: false });
    await world.lookAll();
  });
});

describe('giving a lead back', () => {
  it('opens the one dispute an outcome can have, within its window', async () => {
    const leadId = await boughtLead();
    const give = (reason: string, key = world.advertiser.key) =>
      world.call('returnLead', { leadId }, { reason, note: 'Not one of ours' }, key);
    expect((await give('not-interested')).json.errors[0].field).toBe('body.reason');
    const other = await world.market.advertiser('Other');
    expect((await give('spam', other.key)).status).toBe(404);
    const { json: given } = await give('spam');
    const dispute = await world.disputes.get(given.disputeId);
    expect(dispute).toMatchObject({ outcomeId: leadId, reason: 'spam', state: 'open', claim: { chargeMinor: 4_000n } });
    expect((await give('spam')).status).toBe(409);
    expect((await delivery(leadId)).state).toBe('returned');
  });

  it('is over when the window is', async () => {
    const leadId = await boughtLead();
    world.clock.advance(30 * 24 * 60 * MINUTE_MS);
    const late = await world.call('returnLead', { leadId }, { reason: 'spam', note: 'Late' });
    expect(late.status).toBe(409);
    expect(await delivery(leadId)).toBeUndefined();
  });

  it('is for bought leads', async () => {
    offerId = await world.offer({ criteria: { kind: 'answer', name: 'role', in: ['tenant'] } });
    const leadId = await boughtLead();
    expect((await world.call('returnLead', { leadId }, { reason: 'spam', note: 'x' })).status).toBe(409);
    expect((await world.call('reportTouch', { leadId }, {})).status).toBe(409);
  });

  it('knows no reason that a dispute does not', () => {
    expect(DISPUTE_REASONS).toEqual(expect.arrayContaining([...RETURN_REASONS]));
  });
});

describe('response time', () => {
  it('counts from delivery to the first touch, and the first report stands', async () => {
    await deliverTo();
    const leadId = await boughtLead();
    const touch = (at?: string) => world.call('reportTouch', { leadId }, { at });
    world.clock.advance(4 * MINUTE_MS);
    expect((await touch('2026-03-02T14:59:00Z')).json.errors[0].field).toBe('body.at');
    expect((await touch('2026-03-02T16:00:00Z')).json.errors[0].field).toBe('body.at');
    expect((await touch('2026-03-02T15:03:30Z')).json).toEqual({
      leadId,
      deliveredAt: '2026-03-02T15:00:00.000Z',
      firstTouchAt: '2026-03-02T15:03:30.000Z',
      responseSeconds: 210,
    });
    expect((await touch()).json.responseSeconds).toBe(210);
    expect((await delivery(leadId)).firstTouchAt).toBe('2026-03-02T15:03:30.000Z');
  });
});

describe('what an answer means', () => {
  const target = {
    offerId: 'o',
    advertiserId: 'a',
    url: 'https://x.example',
    format: 'json',
    state: 'active',
  } as const;
  const read = (text: string, changes: object = {}, status = 200) =>
    readAnswer({ kind: 'answer', status, headers: {}, text, isCut: false }, { ...target, ...changes });

  it.each<[string, string, object, number, unknown]>([
    ['nothing', '', {}, 204, { kind: 'accepted' }],
    ['an empty object', '{}', {}, 200, { kind: 'accepted' }],
    ['a reference', '{"reference":"x1"}', {}, 201, { kind: 'accepted', reference: 'x1' }],
    ['no errors', '{"errors":[],"status":"ok"}', {}, 200, { kind: 'accepted' }],
    ['an error', '{"error":"bad key"}', {}, 200, { kind: 'failed', why: 'error-body' }],
    ['errors', '{"errors":[{"field":"x"}]}', {}, 200, { kind: 'failed', why: 'error-body' }],
    ['a status that says so', '{"status":"Error"}', {}, 200, { kind: 'failed', why: 'error-body' }],
    ['ok false', '{"ok":false}', {}, 200, { kind: 'failed', why: 'error-body' }],
    ['a login page', '<html>Sign in</html>', {}, 200, { kind: 'failed', why: 'not-json' }],
    ['half a JSON', '{"accepted":', {}, 200, { kind: 'failed', why: 'not-json' }],
    ['a thank-you page to a form', '<html>Thanks</html>', { format: 'form' }, 200, { kind: 'accepted' }],
    [
      'another page than the one agreed',
      '<html>Oops</html>',
      { format: 'form', successText: 'OK' },
      200,
      { kind: 'failed', why: 'error-body' },
    ],
    ['JSON without the word agreed', '{"x":1}', { successText: 'OK' }, 200, { kind: 'failed', why: 'error-body' }],
    ['a redirect', '', {}, 302, { kind: 'failed', why: 'status-302' }],
    ['a refusal', '{}', {}, 422, { kind: 'failed', why: 'status-422' }],
    ['a breakdown', '{}', {}, 500, { kind: 'failed', why: 'status-500' }],
    ['no without a reason', '{"accepted":false}', {}, 200, { kind: 'failed', why: 'no-reason' }],
    ['no with one', '{"accepted":false,"reason":"spam"}', {}, 200, { kind: 'returned', reason: 'spam' }],
  ])('%s', (_name, body, changes, status, reading) => {
    expect(read(body, changes, status)).toEqual(reading);
  });

  it('no answer at all, from an endpoint that hangs, is a failure with its reason', () => {
    expect(readAnswer({ kind: 'failed', why: 'timeout' }, target)).toEqual({ kind: 'failed', why: 'timeout' });
  });
});

describe('an endpoint that hangs for a day', () => {
  it('is given up after so many tries, and the lead stays to be fetched', async () => {
    await deliverTo();
    const leadId = await boughtLead();
    const lead = await world.leads.find(leadId);
    const seen = await world.deliveries.get(leadId);
    if (!lead || !seen) throw new Error('no lead');
    await world.deliveries.save(seen, { ...seen, state: 'waiting', attempts: MAX_ATTEMPTS - 1 });
    endpoint.answer = () => undefined;
    const noted: unknown[] = [];
    const ports = {
      ...world.submit,
      deliveries: world.deliveries,
      contacts: world.contacts,
      targets: {
        get: async () => ({ state: 'active', format: 'json', url: endpoint.url }),
        secretOf: async () => 'secret',
      },
      send: (request: OutboundRequest) => httpOutbound({ allowLoopback: true })({ ...request, timeoutMs: 50 }),
      note: (...parts: unknown[]) => void noted.push(parts),
    } as unknown as DeliverPorts;
    world.looks.length = 0;
    await deliverLead(ports, lead, MAX_ATTEMPTS - 1);
    expect(await delivery(leadId)).toMatchObject({ state: 'failed', attempts: MAX_ATTEMPTS, problem: 'timeout' });
    expect(world.looks).toEqual([]);
    expect(noted).toEqual([['a lead was not taken', { leadId, attempts: MAX_ATTEMPTS, why: 'timeout', isOver: true }]]);
  });
});
