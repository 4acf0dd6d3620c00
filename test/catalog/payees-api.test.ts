import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { publisherKey } from '../../shared/catalog/keys.ts';
import { setPayeeStanding } from '../../shared/catalog/set-payee-standing.ts';
import { type CatalogWorld, catalogWorld } from './world.ts';

const ACH = {
  legalName: 'José Peña & Söhne',
  method: 'ach',
  routingNumber: '021000021',
  accountNumber: '9988776655',
  accountType: 'checking',
  holder: 'person',
};
const IBAN = { legalName: 'Зоряна Медіа', method: 'iban', iban: 'de89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' };
const PAYPAL = { legalName: 'Ana', method: 'paypal', email: 'ana@example.com' };
const CSV = { legalName: 'Ana', method: 'csv', accountReference: 'ACCT-998877-4321' };

let world: CatalogWorld;
beforeEach(async () => {
  world = await catalogWorld();
});

async function publisherIn(currency: string): Promise<string> {
  const body = { name: 'Roofs today', origins: ['https://roofs.example'], currency, payoutThresholdMinor: 0 };
  return (await world.made('createPublisher', { body })).publisherId;
}
async function financeKey(): Promise<string> {
  return (await world.made('createKey', { body: { role: 'finance', subjectId: 'fay', label: 'fay' } })).key;
}
const set = (publisherId: string, body: object) => world.call('setPayee', { params: { publisherId }, body });
const stand = (publisherId: string, body: object, key?: string) =>
  world.call('setPayeeStanding', { params: { publisherId }, body, ...(key ? { key } : {}) });

describe('a payee', () => {
  it('is changed and verified as it was seen, or not at all', async () => {
    const publisherId = await publisherIn('USD');
    const from = (etag: string) => ({ params: { publisherId }, headers: { 'if-match': etag } });
    const none = await world.call('setPayee', { ...from('"0"'), body: ACH });
    expect(none).toMatchObject({ status: 200, headers: { etag: '"1"' }, json: { payee: { version: 1 } } });
    const key = await financeKey();
    const verify = { key, body: { bankVerified: true } };
    // Somebody enters another account while finance looks at the first.
    expect((await set(publisherId, { ...ACH, accountNumber: '1111222233' })).json.payee.version).toBe(2);
    const late = await world.call('setPayeeStanding', { ...from('"1"'), ...verify });
    expect(late).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await world.call('setPayee', { ...from('"0"'), body: ACH })).status).toBe(412);
    const seen = await world.call('setPayeeStanding', { ...from('"2"'), ...verify });
    expect(seen).toMatchObject({ status: 200, headers: { etag: '"3"' }, json: { payee: { bankVerified: true } } });
  });

  it.each([
    ['USD', ACH, { accountMasked: '…6655', nameInFile: 'JOSE PENA & SOHNE', problem: 'no-tax-form' }],
    ['EUR', IBAN, { accountMasked: '…3000', nameInFile: 'Zoryana Media', problem: 'no-tax-form' }],
    ['GBP', PAYPAL, { accountMasked: 'a…@example.com', problem: 'no-tax-form' }],
    ['GBP', CSV, { accountMasked: '…4321', taxForm: 'not-required', bankVerified: true }],
  ])('in %s is masked everywhere, and shown as the bank writes it', async (currency, body, shown) => {
    const publisherId = await publisherIn(currency);
    const answer = await set(publisherId, body);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.payee).toMatchObject({ legalName: body.legalName, ...shown });
    expect('nameInFile' in answer.json.payee).toBe('nameInFile' in shown);
    const listed = await world.call('listPublishers', {});
    for (const text of [answer.text, listed.text, JSON.stringify(world.logged)]) {
      for (const secret of ['998877', '021000021', '0532013000', 'ana@']) expect(text).not.toContain(secret);
    }
    const opened = await world.deps.payees.read(publisherId);
    expect(opened).toEqual('iban' in body ? { ...body, iban: 'DE89370400440532013000' } : body);
  });

  it.each([
    ['USD', { ...ACH, routingNumber: '021000022' }, 'body.routingNumber'],
    ['USD', { ...ACH, routingNumber: '000000000' }, 'body.routingNumber'],
    ['USD', { ...ACH, routingNumber: '21000021' }, 'body.routingNumber'],
    ['USD', { ...ACH, accountNumber: '1'.repeat(18) }, 'body.accountNumber'],
    ['USD', { ...ACH, accountNumber: 'é123456' }, 'body.accountNumber'],
    ['USD', { ...ACH, accountType: 'gold' }, 'body.accountType'],
    ['USD', { ...ACH, holder: undefined }, 'body.holder'],
    ['USD', { ...ACH, legalName: '🙂🙂' }, 'body.legalName'],
    ['EUR', ACH, 'body.method'],
    ['USD', IBAN, 'body.method'],
    ['EUR', { ...IBAN, iban: 'DE89370400440532013001' }, 'body.iban'],
    ['EUR', { ...IBAN, iban: 'DE8937040044053201300' }, 'body.iban'],
    ['EUR', { ...IBAN, bic: 'NOBIC' }, 'body.bic'],
    ['USD', { ...PAYPAL, email: 'ana' }, 'body.email'],
    ['USD', { ...PAYPAL, iban: IBAN.iban }, 'body.iban'],
  ])('in %s with %o is refused, naming %s, and nothing is stored', async (currency, body, field) => {
    const publisherId = await publisherIn(currency);
    const answer = await set(publisherId, body);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.json.errors[0].field).toBe(field);
    expect(answer.text).not.toContain('9988776655');
    expect(await world.deps.payees.read(publisherId)).toBeUndefined();
  });
});

describe('the standing of a payee', () => {
  it('lets it be paid once a second person has seen form and account, and not while it is on hold', async () => {
    const publisherId = await publisherIn('USD');
    const finance = await financeKey();
    await set(publisherId, ACH);
    const form = await stand(publisherId, { taxForm: 'w9', taxVerified: true }, finance);
    expect(form.json.payee).toMatchObject({ problem: 'bank-unverified' });
    const own = await stand(publisherId, { bankVerified: true });
    expect(own).toMatchObject({ status: 403 });
    const verified = await stand(publisherId, { bankVerified: true }, finance);
    expect(verified.json.payee).not.toHaveProperty('problem');
    const held = await stand(publisherId, { hold: 'asked by phone' }, finance);
    expect(held.json.payee).toMatchObject({ problem: 'payee-on-hold', hold: 'asked by phone' });
    const released = await stand(publisherId, { hold: null }, finance);
    expect(released.json.payee).not.toHaveProperty('problem');
    expect(await world.deps.payees.read(publisherId)).toEqual(ACH);
  });

  it('falls back when details, name or form change; a hold stays whoever enters what', async () => {
    const publisherId = await publisherIn('USD');
    const finance = await financeKey();
    await set(publisherId, ACH);
    await stand(publisherId, { taxForm: 'w9', taxVerified: true, bankVerified: true, hold: 'wait' }, finance);
    const account = await set(publisherId, { ...ACH, accountNumber: '111122223333' });
    expect(account.json.payee).toMatchObject({ taxVerified: true, bankVerified: false, hold: 'wait' });
    const name = await set(publisherId, { ...ACH, legalName: 'Somebody Else' });
    expect(name.json.payee).toMatchObject({ taxForm: 'none', taxVerified: false, hold: 'wait' });
    await stand(publisherId, { taxForm: 'w9', taxVerified: true, bankVerified: true, hold: null }, finance);
    const form = await stand(publisherId, { taxForm: 'w8ben' }, finance);
    expect(form.json.payee).toMatchObject({ taxVerified: false, problem: 'no-tax-form' });
  });

  it('tells whoever named what they saw that it is another by now, also where that is so at this very moment', async () => {
    const publisherId = await publisherIn('USD');
    const finance = await financeKey();
    await set(publisherId, ACH);
    // A colleague holds it between what this one reads and what it writes.
    const racing = () => {
      let isFirst = true;
      const see: typeof world.deps.payees.see = async (id) => {
        const seen = await world.deps.payees.see(id);
        if (isFirst) await stand(id, { hold: 'wait' }, finance);
        isFirst = false;
        return seen;
      };
      return { payees: { ...world.deps.payees, see } };
    };
    const by = { keyId: 'key_fay', subjectId: 'fay' };
    const late = setPayeeStanding(racing(), publisherId, { bankVerified: true }, by, 1);
    await expect(late).rejects.toMatchObject({ kind: 'stale' });
    const blind = setPayeeStanding(racing(), publisherId, { bankVerified: true }, by);
    await expect(blind).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is finance’s to set: nobody else, not without a payee, not over another change', async () => {
    const publisherId = await publisherIn('USD');
    const finance = await financeKey();
    expect((await stand(publisherId, { bankVerified: true }, finance)).status).toBe(404);
    await set(publisherId, ACH);
    const { key } = await world.advertiser();
    expect((await stand(publisherId, { bankVerified: true }, key)).status).toBe(403);
    expect((await stand(publisherId, { bankVerified: 'yes' }, finance)).json.errors[0].field).toBe('body.bankVerified');
    expect((await stand(publisherId, { hold: '' }, finance)).json.errors[0].field).toBe('body.hold');
    const seen = await world.deps.payees.see(publisherId);
    if (!seen) throw new Error('the payee is there');
    await stand(publisherId, { hold: 'first' }, finance);
    expect(await world.deps.payees.stand(publisherId, seen, seen.payee)).toBe('stale');
  });

  it('of a payee that was written before there was one is that of a plain reference', async () => {
    const publisherId = await publisherIn('USD');
    await set(publisherId, CSV);
    const sealed = (await world.deps.payees.see(publisherId))?.accountSealed;
    await world.client.send(
      new UpdateCommand({
        TableName: world.table,
        Key: publisherKey(publisherId),
        UpdateExpression: 'SET payee = :payee',
        ExpressionAttributeValues: {
          ':payee': { legalName: 'Ana', method: 'csv', accountMasked: '…4321', accountSealed: sealed },
        },
      }),
    );
    expect(await world.deps.payees.read(publisherId)).toEqual(CSV);
    const held = await stand(publisherId, { hold: 'a reason' });
    expect(held.json.payee).toMatchObject({ bankVerified: true, hold: 'a reason' });
    expect((await set(publisherId, { ...CSV, accountReference: 'OTHER-1' })).json.payee.hold).toBe('a reason');
  });
});
