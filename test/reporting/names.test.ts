import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import { beforeEach, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { dynamoNames } from '../../shared/reporting/dynamo-names.ts';
import { facts, openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';
const FORMULA = '=HYPERLINK("https://evil.example")';

let world: ReportWorld;
beforeEach(async () => {
  world = await reportWorld();
  const open = openOutcome('call_1', { attribution: { confidence: 'source', source: 'flyer', setterId: 'set_ann' } });
  const { offerId } = open.terms;
  for (const item of [
    { pk: `OFFER#${offerId}`, sk: 'OFFER', offer: { name: 'Roof repair' } },
    { pk: `OFFER#${offerId}`, sk: 'TARGET#target_main', name: 'Sales desk' },
    { pk: 'PUB#pub_blog', sk: 'PUB', name: FORMULA },
    { pk: 'SETTER#set_ann', sk: 'SETTER', name: 'Ann' },
  ]) {
    await world.client.send(new PutCommand({ TableName: world.catalogName, Item: item }));
  }
  const seen = facts({ targetId: 'target_main' });
  await world.outcomes.open(open);
  await world.outcomes.settle('call_1', seen);
  await world.outcomes.giveVerdict(
    { ...open, state: 'open', facts: seen },
    { state: 'rejected', judgedAtMs: STARTED_MS, marks: { held: '0', seen: [5] }, failed: 'talk-time' },
  );
  await world.tell(await world.items());
});

const rowsFor = async (key: string, groupBy: string, more: Record<string, string> = {}) => {
  const query = { from: DAY, to: DAY, groupBy, ...more };
  return (await callApi(reportHandler(world.reports), { key, query })).json.rows;
};

it('names what the rows of each side are by, as it is called now', async () => {
  expect(await rowsFor('acme', 'publisher,target,offer')).toMatchObject([
    {
      group: { publisher: 'pub_blog', target: 'target_main' },
      names: { publisher: FORMULA, target: 'Sales desk', offer: 'Roof repair' },
    },
  ]);
  expect(await rowsFor('blog', 'offer,setter')).toMatchObject([{ names: { offer: 'Roof repair', setter: 'Ann' } }]);
});

it('leaves out the name of what has none, and says nothing of rows that are by none', async () => {
  const [row] = await rowsFor('operator', 'advertiser,publisher');
  expect(row).toMatchObject({ group: { advertiser: 'adv_acme' }, names: { publisher: FORMULA } });
  expect(row.names).not.toHaveProperty('advertiser');
  for (const groupBy of ['day,source', 'advertiser']) {
    expect((await rowsFor('operator', groupBy))[0]).not.toHaveProperty('names');
  }
});

it('names a target that only the other period has', async () => {
  const compared = { from: '2026-03-03', to: '2026-03-03', compareFrom: DAY, compareTo: DAY };
  const [row] = await rowsFor('acme', 'target', compared);
  expect(row).toMatchObject({
    counts: { outcomes: 0 },
    before: { counts: { outcomes: 1 } },
    names: { target: 'Sales desk' },
  });
});

it('has the name beside the id in the file, as text', async () => {
  const query = { from: DAY, to: DAY, groupBy: 'publisher,source,target' };
  const { text } = await callApi(downloadHandler(world.reports), { key: 'acme', query });
  expect(text.split(',').slice(0, 6)).toEqual([
    ...['publisher', 'publisherName', 'source', 'target', 'targetName', 'visits'],
  ]);
  expect(parse(text, { columns: true })).toMatchObject([
    { publisher: 'pub_blog', publisherName: `'${FORMULA}`, source: 'flyer', targetName: 'Sales desk' },
  ]);
});

it('asks for a name once, however many rows there are of it, and reads a hundred at a time', async () => {
  const things = Array.from(
    { length: 150 },
    (_thing, index) => ({ dimension: 'publisher', id: `pub_${index}` }) as const,
  );
  const names = await dynamoNames(world.client, world.catalogName).namesOf([
    ...things,
    ...[{ dimension: 'publisher', id: 'pub_blog' } as const, { dimension: 'publisher', id: 'pub_blog' } as const],
  ]);
  expect(names).toEqual([...things.map(() => undefined), FORMULA, FORMULA]);
});
