import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogWorld, catalogWorld, LEAD_FORM, leadOfferBody } from './world.ts';

let world: CatalogWorld;
let key: string;
beforeEach(async () => {
  world = await catalogWorld();
  ({ key } = await world.advertiser());
});

const create = (changes: object = {}) => world.call('createOffer', { key, body: leadOfferBody(changes) });
const fieldsOf = (answer: { json: { errors?: { field: string }[] } }) => answer.json.errors?.map((each) => each.field);
const withField = (field: object) => ({ lead: { ...LEAD_FORM, fields: [...LEAD_FORM.fields, field] } });
const asking = (question: object) => ({ criteria: { kind: 'all', of: [{ kind: 'answer', ...question }] } });

describe('an offer of leads', () => {
  it('has a form that is versioned with it and shown to whoever fills it in', async () => {
    const { json } = await create();
    expect(json.lead).toMatchObject({ ...LEAD_FORM, consent: ['text', 'at', 'ipAddress'], duplicateMinutes: 5 });
    const publisher = await world.publisher();
    const shown = await world.call('getOffer', { key: publisher.key, params: { offerId: json.offerId } });
    expect(shown.json.lead).toEqual(json.lead);
  });

  it.each([
    [{ lead: undefined }, ['body.lead']],
    [{ model: 'call', criteria: { kind: 'talk-time', minSeconds: 9 } }, ['body.lead']],
    [
      { lead: { ...LEAD_FORM, fields: [LEAD_FORM.fields[0]] }, criteria: { kind: 'within-caps' } },
      ['body.lead.fields'],
    ],
    [withField({ name: 'email', label: 'Again', type: 'text' }), ['body.lead.fields.7.name']],
    [withField({ name: 'other', label: 'Second phone', type: 'phone' }), ['body.lead.fields.7.type']],
    [withField({ name: 'other', label: 'Pick', type: 'choice' }), ['body.lead.fields.7.choices']],
    [withField({ name: 'other', label: 'Say', type: 'text', choices: ['a'] }), ['body.lead.fields.7.choices']],
    [withField({ name: 'other', label: 'Say', type: 'text', max: 4 }), ['body.lead.fields.7.max']],
    [withField({ name: 'other', label: 'Count', type: 'number', min: 5, max: 4 }), ['body.lead.fields.7.max']],
    [withField({ name: 'Other', label: 'Count', type: 'number' }), ['body.lead.fields.7.name']],
    [withField({ name: 'constructor', label: 'Builder', type: 'text' }), ['body.lead.fields.7.name']],
    [withField({ name: 'toString', label: 'Wording', type: 'text' }), ['body.lead.fields.7.name']],
    [withField({ name: 'other', label: 'Count', type: 'number', country: 'US' }), ['body.lead.fields.7.country']],
    [{ lead: { ...LEAD_FORM, consent: ['signature'] } }, ['body.lead.consent.0']],
    [{ lead: { ...LEAD_FORM, colour: 'red' } }, ['body.lead.colour']],
    [asking({ name: 'income', min: 5 }), ['body.criteria.of.0.name']],
    [asking({ name: 'fullName', in: ['Ada'] }), ['body.criteria.of.0.name']],
    [asking({ name: 'phone', in: ['1'] }), ['body.criteria.of.0.name']],
    [asking({ name: 'state', in: ['US-IL'] }), ['body.criteria.of.0.name']],
    [asking({ name: 'bill', in: ['9'] }), ['body.criteria.of.0.kind']],
    [asking({ name: 'ownsHome', min: 1 }), ['body.criteria.of.0.kind']],
    [asking({ name: 'role', in: ['owner', 'king'] }), ['body.criteria.of.0.in']],
  ])('is refused, naming the field: %j', async (changes, fields) => {
    const answer = await create(changes);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(fields);
  });

  it('asks for no more answers than an outcome can keep', async () => {
    const more = ['a', 'b', 'c', 'd'].map((name) => ({ name, label: name, type: 'text', personal: false }));
    const of = more.map(({ name }) => ({ kind: 'answer', name, in: ['x'] }));
    const lead = { ...LEAD_FORM, fields: [...LEAD_FORM.fields, ...more] };
    expect(fieldsOf(await create({ lead, criteria: { kind: 'any', of } }))).toEqual(['body.criteria']);
    expect((await create({ lead, criteria: { kind: 'any', of: of.slice(1) } })).status).toBe(201);
  });
});
