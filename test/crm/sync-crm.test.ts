import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '../../shared/crm/backoff.ts';
import { CRM_KINDS } from '../../shared/crm/model.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { type CrmWorld, crmWorld } from './world.ts';

describe.each(CRM_KINDS)('%s', (kind) => {
  let world: CrmWorld;
  beforeEach(async () => {
    world = await crmWorld(kind);
  });

  const only = () => {
    const [record] = [...world.crm.records.values()];
    if (!record) throw new Error('there is no record');
    return record;
  };
  const stage = (name: string, value?: string | number) => {
    const { fields } = only();
    fields[world.draft.stageField] = name;
    fields[world.draft.valueField ?? ''] = value;
  };

  it('has one record of an outcome, however often it is pushed, with the fields of the mapping', async () => {
    const { connectionId } = await world.connect('crm_1');
    await world.qualify('call_1');
    await Promise.all([world.push(connectionId, 'call_1'), world.push(connectionId, 'call_1')]);
    await world.push(connectionId, 'call_1');
    expect(world.crm.records.size).toBe(1);
    expect(only().fields).toMatchObject({ [world.draft.externalIdField]: 'call_1' });
    expect(JSON.stringify(only().fields)).toContain('Roofer');
    expect(await world.records(connectionId)).toMatchObject([
      { outcomeId: 'call_1', push: 'pushed', recordId: only().id },
    ]);
  });

  it('has a record of what was rejected once a dispute made it count, and not before', async () => {
    const { connectionId } = await world.connect('crm_1');
    await world.reject('call_2');
    await world.push(connectionId, 'call_2');
    expect(world.crm.records.size).toBe(0);
    world.upheld.set('call_2', world.clock.nowMs());
    await world.push(connectionId, 'call_2');
    expect(only().fields).toMatchObject({ [world.draft.externalIdField]: 'call_2' });
  });

  it('leaves out what is not known instead of wiping what somebody typed', async () => {
    const { connectionId } = await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push(connectionId, 'call_1');
    const before = { ...only().fields };
    world.contacts.set('call_1', { name: 'Ada Roofer', last_name: 'Roofer', company: 'Roofs & Sons' });
    await world.push(connectionId, 'call_1');
    expect(Object.keys(only().fields)).toEqual(Object.keys(before));
  });

  it('signs in again when a token has ended by the clock or before its time', async () => {
    const { connectionId } = await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push(connectionId, 'call_1');
    await world.push(connectionId, 'call_1');
    expect(world.crm.refreshes).toBe(1);
    world.clock.advance(2 * HOUR_MS);
    await world.push(connectionId, 'call_1');
    expect(world.crm.refreshes).toBe(2);
    world.crm.expireTokens();
    expect(await world.push(connectionId, 'call_1')).toBe(true);
    expect(world.crm.refreshes).toBe(3);
  });

  it('waits for a person when the CRM refuses to let us in, and goes on with new credentials', async () => {
    const connection = await world.connect('crm_1');
    await world.qualify('call_1');
    world.crm.refreshToken = 'another';
    await world.push('crm_1', 'call_1');
    const standing = await world.deps.connections.get('crm_1');
    expect(standing).toMatchObject({ state: 'needs-sign-in', rev: 2 });
    expect(world.queued).toMatchObject([{ message: { outcomeId: 'call_1', attempts: 1 } }]);
    const credentials = { ...world.draft.credentials, refreshToken: 'another' };
    expect(await world.deps.connections.replace({ ...connection, rev: 3 }, 2, credentials)).toBe(true);
    await world.push('crm_1', 'call_1', 1);
    expect(await world.records('crm_1')).toMatchObject([{ push: 'pushed', attempts: 2 }]);
  });

  it('keeps what the CRM refuses with its own words, and does not send it again', async () => {
    await world.connect('crm_1', { fields: { ...world.draft.fields, No_Such_Field: { constant: 'x' } } });
    await world.qualify('call_1');
    expect(await world.push('crm_1', 'call_1')).toBe(true);
    const [record] = await world.records('crm_1');
    expect(record).toMatchObject({ push: 'refused', why: expect.stringContaining('No_Such_Field') });
    expect(world.queued).toEqual([]);
  });

  it.each([
    ['throttled', { status: 429, text: '{}', retryAfterSeconds: 120 }, 120],
    ['broken', { status: 503, text: '<html>' }, 15],
    ['silent', new Error('no answer'), 15],
  ])('is asked again later when it is %s', async (_what, fault, delaySeconds) => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push('crm_1', 'call_1');
    world.crm.faults.push(fault);
    await world.push('crm_1', 'call_1');
    expect(world.queued).toEqual([
      { message: { v: 1, kind: 'push', connectionId: 'crm_1', outcomeId: 'call_1', attempts: 1 }, delaySeconds },
    ]);
    expect(await world.records('crm_1')).toMatchObject([{ push: 'waiting' }]);
  });

  it('is given up after three days', async () => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    world.crm.faults.push(new Error('no answer'));
    await world.push('crm_1', 'call_1', MAX_ATTEMPTS - 1);
    expect(world.queued).toEqual([]);
    expect(await world.records('crm_1')).toMatchObject([{ push: 'gave-up' }]);
  });

  it('reports what a stage means, at its value, once however often it is told', async () => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push('crm_1', 'call_1');
    stage('closedwon', kind === 'hubspot' ? '1000.50' : 1000.5);
    for (let times = 0; times < 3; times += 1) expect(await world.changed('crm_1', only().id)).toBe(true);
    expect(await world.feedback.get('call_1')).toMatchObject({ result: 'sold', saleMinor: 100_050n, revision: 1 });
    const sales = (await world.entriesOf('pub_blog')).filter(({ kind: entry }) => entry === 'adjustment');
    expect(sales).toHaveLength(1);
    expect(await world.records('crm_1')).toMatchObject([
      { push: 'pushed', report: { state: 'reported', result: 'sold' } },
    ]);
    stage('closedlost');
    await world.changed('crm_1', only().id);
    expect(await world.feedback.get('call_1')).toMatchObject({ result: 'unsold', revision: 2 });
  });

  it('says at the record why a report was refused: too late, or no amount', async () => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push('crm_1', 'call_1');
    stage('closedwon', '12.345');
    await world.changed('crm_1', only().id);
    expect(await world.records('crm_1')).toMatchObject([
      { report: { state: 'refused', why: 'the value is no amount in USD' } },
    ]);
    stage('closedwon', '10');
    world.clock.advance(90 * DAY_MS);
    await world.changed('crm_1', only().id);
    const [late] = await world.records('crm_1');
    expect(late?.report).toMatchObject({ state: 'refused', why: expect.stringContaining('until the end of') });
    expect(await world.feedback.get('call_1')).toBeUndefined();
  });

  it('leaves alone a stage without a meaning, a record that is gone, and an outcome that somebody else bought', async () => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    await world.qualify('call_2', { advertiserId: 'adv_rival' });
    await world.push('crm_1', 'call_1');
    await world.push('crm_1', 'call_2');
    expect(world.crm.records.size).toBe(1);
    stage('negotiation');
    await world.changed('crm_1', only().id);
    await world.changed('crm_1', '999999');
    only().fields[world.draft.externalIdField] = 'call_2';
    stage('spam');
    expect(await world.changed('crm_1', only().id)).toBe(true);
    expect(await world.feedback.get('call_1')).toBeUndefined();
    expect(await world.feedback.get('call_2')).toBeUndefined();
  });

  it('is not written to while it is paused, and what waited comes after', async () => {
    await world.connect('crm_1', { state: 'paused' });
    await world.qualify('call_1');
    await world.push('crm_1', 'call_1');
    expect(world.crm.asked).toEqual([]);
    expect(world.queued).toHaveLength(1);
  });

  it('stores no secret in the clear', async () => {
    await world.connect('crm_1');
    await world.qualify('call_1');
    await world.push('crm_1', 'call_1');
    const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
    const { Item } = await world.client.send(
      new GetCommand({ TableName: world.catalogName, Key: { pk: 'CRM#crm_1', sk: 'CRM' } }),
    );
    const text = JSON.stringify(Item);
    for (const secret of ['secret-1', 'refresh-1', 'access-1', 'hook-1']) expect(text).not.toContain(secret);
  });
});
