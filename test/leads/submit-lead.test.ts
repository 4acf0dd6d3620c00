import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { OPERATOR_KEY, offerBody } from '../catalog/world.ts';
import { LEAD_FORM, type LeadsWorld, leadBody, leadsWorld, withFields } from './world.ts';

let world: LeadsWorld;
let offerId: string;
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer();
});

const stored = async () => (await world.client.send(new ScanCommand({ TableName: world.tables.outcomes }))).Items ?? [];
const fieldsOf = (answer: { json: { errors?: { field: string }[] } }) => answer.json.errors?.map((each) => each.field);

describe('a lead', () => {
  it('is judged by the answers its offer asks for, and read by whoever bought it alone', async () => {
    const criteria = {
      kind: 'all',
      of: [
        { kind: 'answer', name: 'role', in: ['owner'] },
        { kind: 'answer', name: 'bill', min: 100 },
        { kind: 'caller-region', in: ['US'] },
        { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } },
      ],
    };
    const asking = await world.offer({ criteria });
    const { status, json } = await world.post(leadBody(asking));
    expect(status).toBe(201);
    expect(json).toEqual({
      leadId: expect.stringMatching(/^lead_/),
      offerId: asking,
      channel: 'api',
      state: 'open',
      receivedAt: '2026-03-02T15:00:00.000Z',
    });
    expect((await world.show(json.leadId, world.advertiser.key)).json.contact).toBeUndefined();
    await world.judgeAll();
    const bought = (await world.show(json.leadId, world.advertiser.key)).json;
    expect(bought).toMatchObject({ state: 'qualified', person: '…0142' });
    expect(bought.contact).toEqual({
      fields: { ...leadBody(asking).fields, phone: '+12175550142' },
      consent: { ...leadBody(asking).consent, at: '2026-03-02T14:59:30.000Z' },
    });
    const brought = (await world.show(json.leadId, world.publisher.key)).json;
    expect(brought).toEqual({ ...json, state: 'qualified' });
    expect((await world.show(json.leadId, OPERATOR_KEY)).json.contact).toBeUndefined();
    const other = await world.market.advertiser('Other');
    expect((await world.show(json.leadId, other.key)).status).toBe(404);
    const verdict = (await world.outcome(json.leadId, world.publisher.key)).json;
    expect(verdict).toMatchObject({
      model: 'lead',
      attribution: { confidence: 'source', source: 'newsletter' },
      seen: { region: 'US', answers: { role: 'owner', bill: 240 } },
      verdict: { state: 'qualified', payoutMinor: 3_000 },
    });
    expect(verdict.verdict.criteria.of.map((part: { seen: unknown }) => part.seen)).toEqual([
      'owner',
      240,
      'US',
      undefined,
    ]);
    expect(JSON.stringify(verdict)).not.toMatch(/Ada|0142|gmail|192\.0\.2/);
  });

  it('that does not meet the criteria is rejected, and nobody learns who it was', async () => {
    const asking = await world.offer({ criteria: { kind: 'answer', name: 'role', in: ['owner'] } });
    const { leadId } = (await world.post(withFields(asking, { role: 'tenant' }))).json;
    await world.judgeAll();
    const shown = (await world.show(leadId, world.advertiser.key)).json;
    expect(shown).toMatchObject({ state: 'rejected', person: '…0142' });
    expect(shown.contact).toBeUndefined();
  });

  it('keeps who it is sealed, beside an outcome that names nobody', async () => {
    await world.post(leadBody(offerId));
    const text = JSON.stringify(await stored());
    expect(text).not.toMatch(/Lovelace|5550142|gmail|192\.0\.2\.77|trustedform/);
    expect(text).toContain('Get my quote');
  });

  it('costs at most 4 write units to take in, with phone, e-mail and proof of consent', async () => {
    await world.post(leadBody(offerId));
    world.resetUnits();
    world.clock.advance(DAY_MS);
    await world.post(withFields(offerId, { phone: '+1 217 555 0143', email: 'grace@example.com' }));
    expect(world.units.write).toBe(4);
    expect(world.units.read).toBeLessThanOrEqual(12);
  });

  it('sent again under its key is the same lead, with other input an error', async () => {
    const first = await world.post(leadBody(offerId), { 'idempotency-key': 'row-1' });
    world.clock.advance(1_000);
    const again = await world.post(leadBody(offerId), { 'idempotency-key': 'row-1' });
    expect(again).toMatchObject({ status: 201, json: first.json });
    const other = withFields(offerId, { phone: '+1 217 555 0143', email: 'grace@example.com' });
    expect((await world.post(other, { 'idempotency-key': 'row-1' })).status).toBe(422);
    await world.judgeAll();
    const shown = (await world.show(first.json.leadId, world.advertiser.key)).json;
    expect(shown.contact.fields.fullName).toBe('Ada Lovelace');
    expect((await stored()).filter(({ sk }) => sk === 'OUT')).toHaveLength(1);
  });

  it('goes on wherever its intake died, by a repeat or by whoever looks after it', async () => {
    let writes = 0;
    const dying = world.client.middlewareStack;
    for (const limit of [1, 2, 3, 4]) {
      writes = 0;
      dying.add(
        (next) => async (args) => {
          if ('Item' in args.input) writes += 1;
          if ('Item' in args.input && writes === limit) throw new Error('power cut');
          return next(args);
        },
        { step: 'initialize', name: 'cut' },
      );
      const body = withFields(offerId, { phone: `+1 217 555 02${limit}0`, email: `ada${limit}@example.com` });
      expect((await world.post(body, { 'idempotency-key': `row-${limit}` })).status).toBe(500);
      dying.remove('cut');
      world.clock.advance(MINUTE_MS);
      await world.lookAll();
      await world.judgeAll();
      const { json } = await world.post(body, { 'idempotency-key': `row-${limit}` });
      await world.judgeAll();
      const shown = (await world.show(json.leadId, world.advertiser.key)).json;
      expect(shown).toMatchObject({ state: 'qualified', contact: { fields: { email: `ada${limit}@example.com` } } });
    }
    expect((await stored()).filter(({ sk }) => sk === 'OUT')).toHaveLength(4);
  });

  it('sent many times at the same moment is one lead, one contact and one verdict', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.post(leadBody(offerId), { 'idempotency-key': 'burst' })),
    );
    expect(new Set(answers.map(({ status, json }) => `${status} ${json.leadId}`)).size).toBe(1);
    await world.judgeAll();
    const items = await stored();
    expect(items.filter(({ sk }) => sk === 'OUT').map(({ state }) => state)).toEqual(['qualified']);
    expect(items.filter(({ sk }) => sk === 'CONTACT')).toHaveLength(1);
  });

  it('that was never stored is let go by whoever looks after it', async () => {
    world.looks.push({ message: { v: 1, kind: 'look-after', leadId: 'lead_never', step: 0 }, delaySeconds: 0 });
    await world.lookAll();
    expect(world.looks).toHaveLength(1);
    for (let looks = 0; looks < 2; looks += 1) await world.lookAll();
    expect(world.looks).toEqual([]);
    expect(world.judging).toEqual([]);
  });

  it('belongs to the visit whose token it brings', async () => {
    const visit = { visitId: 'visit_1', atMs: world.clock.nowMs() - MINUTE_MS, url: 'https://roofs.example/solar' };
    const claims = { publisherId: world.publisher.publisherId, poolId: 'pool_1', number: '+12175550100' };
    const token = await world.tokens.sign({ ...claims, visitId: 'visit_1' }, visit.atMs);
    const post = async (visitToken: string) => world.post({ ...withFields(offerId, { phone: undefined }), visitToken });
    expect(fieldsOf(await post('x.y.z'))).toEqual(['body.fields.phone']);
    const send = async (phone: string, visitToken: string) =>
      world.post({ ...withFields(offerId, { phone, email: undefined }), visitToken });
    const foreign = await world.tokens.sign({ ...claims, publisherId: 'pub_other', visitId: 'v' }, visit.atMs);
    for (const bad of ['x.y.z', foreign]) {
      expect(fieldsOf(await send('+1 217 555 0150', bad))).toEqual(['body.visitToken']);
    }
    const { leadId } = (await send('+1 217 555 0151', token)).json;
    expect((await world.outcome(leadId, world.publisher.key)).json.attribution).toMatchObject({
      confidence: 'recent',
      source: 'newsletter',
      visit: { visitId: 'visit_1' },
    });
  });
});

describe('the same person', () => {
  it('is refused within the form’s minutes, by phone or by e-mail, and judged as a repeat later', async () => {
    const criteria = { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } };
    const strict = await world.offer({ criteria });
    expect((await world.post(leadBody(strict))).status).toBe(201);
    world.clock.advance(4 * MINUTE_MS);
    for (const fields of [
      { email: 'other@example.com' },
      { phone: '+1 217 555 0199', email: 'adalovelace@gmail.com' },
    ]) {
      const again = await world.post(withFields(strict, fields));
      expect(again).toMatchObject({ status: 409, json: { detail: 'this person came 240 s ago already: a duplicate' } });
    }
    expect((await world.post(leadBody(await world.offer()))).status).toBe(201);
    world.clock.advance(2 * MINUTE_MS);
    const late = await world.post(leadBody(strict));
    expect(late.status).toBe(201);
    await world.judgeAll();
    expect((await world.show(late.json.leadId, world.publisher.key)).json.state).toBe('rejected');
  });

  it('is a customer of the advertiser’s list, by phone or by e-mail alone', async () => {
    const asking = await world.offer({
      criteria: { kind: 'customer', is: 'new' },
      lead: { ...LEAD_FORM, fields: LEAD_FORM.fields.map((field) => ({ ...field, required: false })) },
    });
    await world.upload('uploadCustomers', ['+12175550142', 'grace@example.com']);
    const byPhone = (await world.post(leadBody(asking))).json;
    const byEmail = (await world.post({ ...leadBody(asking), fields: { email: 'Grace@Example.com' } })).json;
    const nobody = (await world.post({ ...leadBody(asking), fields: { email: 'alan@example.com' } })).json;
    await world.judgeAll();
    const states = [byPhone, byEmail, nobody].map(
      async ({ leadId }) => (await world.outcome(leadId, OPERATOR_KEY)).json.state,
    );
    expect(await Promise.all(states)).toEqual(['rejected', 'rejected', 'qualified']);
  });

  it('on a suppression list of the advertiser or the network is taken by nobody it counts for', async () => {
    await world.upload('uploadSuppressions', ['+12175550142']);
    await world.upload('uploadSuppressions', ['grace@example.com'], OPERATOR_KEY);
    expect((await world.post(leadBody(offerId))).status).toBe(422);
    const other = withFields(offerId, { phone: '+1 217 555 0143', email: 'grace@example.com' });
    expect((await world.post(other)).status).toBe(422);
    expect((await stored()).filter(({ sk }) => sk === 'OUT' || sk === 'CONTACT')).toEqual([]);
    expect(world.looks).toEqual([]);
  });

  it('is known to a list by the address as it is written', async () => {
    await world.upload('uploadSuppressions', ['ada.lovelace+solar@gmail.com']);
    expect((await world.post(leadBody(offerId))).status).toBe(422);
  });

  it('is taken again once it is off the list, and off that list only', async () => {
    const phone = '+12175550142';
    await world.upload('uploadSuppressions', [phone]);
    await world.upload('uploadSuppressions', [phone], OPERATOR_KEY);
    const nobody = '+12175550199';
    expect((await world.upload('removeSuppressions', [phone, nobody, phone])).json).toEqual({ asked: 2 });
    expect((await world.post(leadBody(offerId))).status).toBe(422);
    expect((await world.upload('removeSuppressions', [phone], OPERATOR_KEY)).status).toBe(200);
    expect((await world.post(leadBody(offerId))).status).toBe(201);
    expect((await world.upload('removeSuppressions', [phone], world.publisher.key)).status).toBe(403);
  });
});

describe('what is refused, and nothing stored of it', () => {
  it.each<[string, object, string[]]>([
    ['a malformed e-mail', { email: 'ada@' }, ['body.fields.email']],
    ['two e-mails in one', { email: 'a@example.com,b@example.com' }, ['body.fields.email']],
    ['a disposable e-mail', { email: 'ada@mailinator.com' }, ['body.fields.email']],
    ['a disposable e-mail on a subdomain', { email: 'ada@x.mailinator.com' }, ['body.fields.email']],
    ['an impossible phone', { phone: '+1 217 055 0142' }, ['body.fields.phone']],
    ['a phone too short', { phone: '12' }, ['body.fields.phone']],
    ['an empty phone where one is needed', { phone: ' ' }, ['body.fields.phone']],
    ['an unknown field', { ssn: '123' }, ['body.fields.ssn']],
    ['a name that every object has', { constructor: 'x' }, ['body.fields.constructor']],
    ['another choice', { role: 'king' }, ['body.fields.role']],
    ['a number that is a word', { bill: 'lots' }, ['body.fields.bill']],
    ['a number below', { bill: -1 }, ['body.fields.bill']],
    ['a number above', { bill: 100_001 }, ['body.fields.bill']],
    ['neither yes nor no', { ownsHome: 'maybe' }, ['body.fields.ownsHome']],
    ['a region of no country', { state: 'Illinois' }, ['body.fields.state']],
    ['a text too long', { fullName: 'x'.repeat(301) }, ['body.fields.fullName']],
    [
      'all that is wrong at once',
      { email: 'x', phone: 'x', ssn: 1 },
      ['body.fields.ssn', 'body.fields.email', 'body.fields.phone'],
    ],
  ])('%s', async (_name, fields, named) => {
    const answer = await world.post(withFields(offerId, fields));
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(named);
    expect(answer.text).not.toContain('mailinator');
    expect(await stored()).toEqual([]);
    expect(world.looks).toEqual([]);
  });

  it.each<[string, object | undefined, string[]]>([
    ['no consent', undefined, ['body.consent.text', 'body.consent.at', 'body.consent.ipAddress']],
    ['half a consent', { text: 'Yes', at: '2026-03-02T14:59:30Z' }, ['body.consent.ipAddress']],
    ['a consent of tomorrow', { text: 'Yes', at: '2026-03-03T15:00:00Z', ipAddress: '192.0.2.7' }, ['body.consent.at']],
    [
      'a consent of last year',
      { text: 'Yes', at: '2025-03-02T15:00:00Z', ipAddress: '192.0.2.7' },
      ['body.consent.at'],
    ],
    [
      'an address that is none',
      { text: 'Yes', at: '2026-03-02T15:00:00Z', ipAddress: '192.0.2' },
      ['body.consent.ipAddress'],
    ],
    ['a certificate over http', { certificateUrl: 'http://x.example/1' }, ['body.consent.certificateUrl']],
    ['an unknown part', { signature: 'x' }, ['body.consent.signature']],
  ])('%s', async (_name, consent, named) => {
    const answer = await world.post({ ...leadBody(offerId), consent });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(named);
    expect(await stored()).toEqual([]);
  });

  it('a lead whose fields are short each and long together', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `note${index}`);
    const notes = names.map((name) => ({ name, label: name, type: 'text' }));
    const wordy = await world.offer({ lead: { ...LEAD_FORM, fields: [...LEAD_FORM.fields, ...notes] } });
    const say = (letters: number) => Object.fromEntries(names.map((name) => [name, 'ü'.repeat(letters)]));
    expect(fieldsOf(await world.post(withFields(wordy, say(150))))).toEqual(['body.fields']);
    expect(await stored()).toEqual([]);
    expect((await world.post(withFields(wordy, say(80)))).status).toBe(201);
  });

  it('a lead of one megabyte, before anybody reads it', async () => {
    const answer = await world.post(withFields(offerId, { fullName: 'x'.repeat(1024 * 1024) }));
    expect(answer.status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it('a lead for what is no offer of leads, is paused, or by somebody else', async () => {
    const { key } = world.advertiser;
    const calls = await world.market.made('createOffer', { key, body: offerBody() });
    expect(fieldsOf(await world.post(leadBody(calls.offerId)))).toEqual(['body.offerId']);
    expect(fieldsOf(await world.post(leadBody('offer_none')))).toEqual(['body.offerId']);
    expect((await world.post(leadBody(await world.offer({ state: 'paused' })))).status).toBe(409);
    expect((await world.post(leadBody(offerId, { publisherId: 'pub_other' }))).status).toBe(404);
    expect(fieldsOf(await world.post(leadBody(offerId), {}, OPERATOR_KEY))).toEqual(['body.publisherId']);
    expect((await world.post(leadBody(offerId), {}, key)).status).toBe(403);
    expect((await world.post(leadBody(offerId), { 'idempotency-key': 'x'.repeat(101) })).status).toBe(400);
  });

  it('a lead or a ping of a publisher that is not approved or was paused, until it may go on', async () => {
    const { publisherId, key } = await world.market.publisher('Waiting');
    const move = async (state: string) => {
      const body = { state };
      await world.market.made('setPublisherState', { method: 'PUT', params: { publisherId }, body });
      world.clock.advance(31_000);
    };
    await move('paused');
    const refused = await world.post(leadBody(offerId), {}, key);
    expect(refused).toMatchObject({ status: 403, json: { detail: 'this publisher is paused' } });
    expect((await world.bring('pingLead', { offerId, fields: {} }, key)).status).toBe(403);
    await move('active');
    expect((await world.post(leadBody(offerId), {}, key)).status).toBe(201);
  });

  it('a lead or a ping for an offer on request, before the publisher is let in and after it is declined', async () => {
    const { publisherId, key } = await world.market.publisher('Newcomer');
    const closed = await world.offer({ joining: 'on-request' });
    const refused = await world.post(leadBody(closed), {}, key);
    expect([refused.status, refused.json.detail]).toEqual([403, expect.stringContaining('joined on request')]);
    expect((await world.bring('pingLead', { offerId: closed, fields: {} }, key)).status).toBe(403);
    await world.market.made('setDeal', { method: 'PUT', body: { offerId: closed, publisherId } });
    world.clock.advance(31_000);
    expect((await world.post(leadBody(closed), {}, key)).status).toBe(201);
  });

  it('nothing, where a form asks for no consent and none is given', async () => {
    const free = await world.offer({ lead: { ...LEAD_FORM, consent: [] } });
    expect((await world.post({ ...leadBody(free), consent: undefined })).status).toBe(201);
  });
});
