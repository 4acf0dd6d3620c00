import { beforeEach, describe, expect, it } from 'vitest';
import { submitFormHandler } from '../../functions/leads/submit-form/handler.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { type LeadsWorld, leadBody, leadsWorld } from './world.ts';

let world: LeadsWorld;
let offerId: string;
let tagKey: string;
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer();
  tagKey = (await world.submit.catalog.publisher(world.publisher.publisherId))?.tagKey ?? '';
});

const post = (changes: object = {}, origin = 'https://roofs.example') => {
  const deps = { ...world.submit, log: silentLog, publishers: world.submit.catalog };
  const { fields, consent } = leadBody(offerId);
  const { ipAddress: _ours, ...told } = consent;
  const body = {
    key: tagKey,
    offerId,
    submissionId: '0b6a0f4e-1111-4222-8333-444455556666',
    fields: { ...fields, ownsHome: 'yes', bill: '240' },
    consent: told,
    page: { url: 'https://roofs.example/solar?utm_source=ads', referrer: 'https://search.example/?q=solar' },
    ...changes,
  };
  return callApi(submitFormHandler(deps), { method: 'POST', body, headers: { origin } });
};

describe('POST /v1/lead-forms', () => {
  it('takes what a page knows, its visit exact, its visitor’s address from the request', async () => {
    const { status, json, headers } = await post();
    expect([status, headers['access-control-allow-origin']]).toEqual([200, 'https://roofs.example']);
    await world.judgeAll();
    const bought = (await world.show(json.leadId, world.advertiser.key)).json;
    expect(bought).toMatchObject({ channel: 'form', contact: { fields: { ownsHome: true, bill: 240 } } });
    expect(bought.contact.consent.ipAddress).toBe('192.0.2.1');
    const { attribution } = (await world.outcome(json.leadId, world.publisher.key)).json;
    expect(attribution).toMatchObject({
      confidence: 'exact',
      visit: { url: 'https://roofs.example/solar', params: { utm_source: 'ads' } },
    });
  });

  it('sent again is the same lead', async () => {
    const first = await post();
    expect((await post()).json).toEqual(first.json);
  });

  it('belongs to the tag’s visit where the token is good, and to its page where it is not', async () => {
    const claims = { publisherId: world.publisher.publisherId, poolId: 'pool_1', number: '+12175550100' };
    const token = await world.tokens.sign({ ...claims, visitId: 'visit_tag' }, world.clock.nowMs());
    const visitOf = async (changes: object) => {
      const { json } = await post(changes);
      return (await world.outcome(json.leadId, world.publisher.key)).json.attribution.visit.visitId;
    };
    const other = { ...leadBody(offerId).fields, phone: '+12175550143', email: 'b@example.com' };
    expect(await visitOf({ token })).toBe('visit_tag');
    expect(await visitOf({ token: 'x.y.z', submissionId: 'another-one', fields: other })).toMatch(/^visit_/);
  });

  it.each<[string, object, string | undefined, number, string]>([
    ['another site', {}, 'https://evil.example', 403, 'header.origin'],
    ['no origin', {}, '', 403, 'header.origin'],
    ['a key nobody has', { key: 'pk_none' }, undefined, 403, 'body.key'],
    ['an unknown field', { fields: { ...leadBody('x').fields, ssn: '1' } }, undefined, 400, 'body.fields.ssn'],
    [
      'an address of its own choice',
      { consent: { ...leadBody('x').consent, text: '' } },
      undefined,
      400,
      'body.consent.text',
    ],
    [
      'a field that every object has',
      JSON.parse('{"fields":{"__proto__":"x"}}'),
      undefined,
      400,
      'body.fields.__proto__',
    ],
    ['half a character', { submissionId: '\ud800-1234567' }, undefined, 400, 'body.submissionId'],
    ['a lead of one megabyte', { fields: { fullName: 'x'.repeat(1024 * 1024) } }, undefined, 413, 'body'],
  ])('refuses %s, and the page may read why', async (_name, changes, origin, status, field) => {
    const answer = await post(changes, origin ?? 'https://roofs.example');
    expect([answer.status, answer.json.errors[0].field]).toEqual([status, field]);
    expect(world.looks).toEqual([]);
  });
});
