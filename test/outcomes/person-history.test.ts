import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../shared/kernel/ids.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { hashPerson, hashUploadedPerson } from '../../shared/outcomes/person.ts';
import { type Contact, type CustomerLists, MAX_CONTACTS, type PersonHistory } from '../../shared/outcomes/ports.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { STARTED_MS } from './samples.ts';

const client = testDocumentClient();
const units = meter(client);
let history: PersonHistory;
let customers: CustomerLists;

beforeAll(async () => {
  const table = await createTable(outcomesTable);
  history = dynamoPersonHistory(client, table);
  customers = dynamoCustomers(client, table);
});

const contact = (outcomeId: string, startedAtMs: number): Contact => ({
  outcomeId,
  startedAtMs,
  offerId: 'offer_roof',
  advertiserId: 'adv_acme',
  number: '+12175550142',
});

describe('a person’s contacts', () => {
  it('are found from an instant on, before another, newest first', async () => {
    const times = [-1, 0, 5, 9, 10];
    for (const at of times) await history.note('ann', contact(`call_${at}`, STARTED_MS + at));
    const found = await history.earlier('ann', STARTED_MS, STARTED_MS + 10);
    expect(found).toEqual([9, 5, 0].map((at) => contact(`call_${at}`, STARTED_MS + at)));
  });

  it('are noted once, for one write unit, however often a retry notes them', async () => {
    units.reset();
    await history.note('bob', contact('call_1', STARTED_MS));
    expect(units.units.write).toBe(1);
    await history.note('bob', contact('call_1', STARTED_MS));
    expect(await history.earlier('bob', 0, STARTED_MS + 1)).toHaveLength(1);
  });

  it('are bounded: of a robot’s many the newest hundred', async () => {
    for (let index = 0; index < MAX_CONTACTS + 5; index += 1) await history.note('bot', contact(`c_${index}`, index));
    const found = await history.earlier('bot', 0, 1_000);
    expect(found).toHaveLength(MAX_CONTACTS);
    expect(found[0]?.startedAtMs).toBe(MAX_CONTACTS + 4);
  });
});

describe('an advertiser’s customers', () => {
  it('meet the caller whose number they were hashed from, under the same secret only', () => {
    const number = '+12175550142';
    expect(hashUploadedPerson('secret', sha256Hex(number))).toBe(hashPerson('secret', number));
    expect(hashPerson('other', number)).not.toBe(hashPerson('secret', number));
    expect(hashPerson('secret', number)).not.toContain('2175550142');
  });

  it('are known to that advertiser alone', async () => {
    await customers.add('adv_acme', ['hash_ann']);
    expect(await customers.has('adv_acme', 'hash_ann')).toBe(true);
    expect(await customers.has('adv_acme', 'hash_bob')).toBe(false);
    expect(await customers.has('adv_other', 'hash_ann')).toBe(false);
  });

  it('are stored by the thousand, each once, doubles within a list included', async () => {
    const hashes = Array.from({ length: 1_510 }, (_, index) => hashPerson('secret', `+1217555${index}`));
    units.reset();
    expect(await customers.add('adv_many', [...hashes, ...hashes.slice(0, 40)])).toBe(1_510);
    expect(units.units.write).toBe(1_510);
    for (const hash of [hashes[0], hashes[777], hashes[1_509]]) {
      expect(await customers.has('adv_many', hash ?? '')).toBe(true);
    }
  });
});
