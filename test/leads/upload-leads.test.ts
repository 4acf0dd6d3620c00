import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoSetters } from '../../shared/catalog/dynamo-setters.ts';
import { type LeadsWorld, leadsWorld } from './world.ts';

let world: LeadsWorld;
let offerId: string;
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer();
});

const HEADER = ['fullName', 'email', 'phone', 'role', 'consent_text', 'consent_at', 'consent_ip_address', 'source'];
const row = (index: number, changes: Record<number, string> = {}) =>
  HEADER.map((_name, at) => changes[at] ?? ROW(index)[at]);
const ROW = (index: number) => [
  `Person ${index}`,
  `person${index}@example.com`,
  `+1217555${String(1_000 + index)}`,
  'owner',
  'I agree, to be called.',
  '2026-03-02T14:59:00Z',
  '192.0.2.9',
  'list A',
];
const quoted = (cells: readonly (string | undefined)[], delimiter: string) =>
  cells.map((cell) => `"${cell ?? ''}"`).join(delimiter);
const csvOf = (rows: readonly (readonly (string | undefined)[])[], delimiter = ',') =>
  [HEADER.join(delimiter), ...rows.map((cells) => quoted(cells, delimiter))].join('\r\n');

const upload = (csv: string) => world.bring('uploadLeads', { offerId, csv });
const outcomes = async () =>
  ((await world.client.send(new ScanCommand({ TableName: world.tables.outcomes }))).Items ?? []).filter(
    ({ sk }) => sk === 'OUT',
  );

describe('a file of leads', () => {
  it.each([
    ['with commas', ',', ''],
    ['with semicolons', ';', ''],
    ['with tabs', '\t', ''],
    ['with a byte order mark and semicolons', ';', '\uFEFF'],
  ])('%s is taken row by row, and sent again it is the same leads', async (_name, delimiter, mark) => {
    const csv = mark + csvOf([row(1), row(2), row(3)], delimiter);
    const first = await upload(csv);
    expect(first.json).toMatchObject({ taken: 3, refused: 0 });
    expect(first.json.rows.map(({ line }: { line: number }) => line)).toEqual([2, 3, 4]);
    world.clock.advance(1_000);
    expect((await upload(csv)).json).toEqual(first.json);
    await world.judgeAll();
    const lead = (await world.show(first.json.rows[1].leadId, world.advertiser.key)).json;
    expect(lead).toMatchObject({ channel: 'csv', state: 'qualified' });
    expect(lead.contact).toMatchObject({
      fields: { fullName: 'Person 2', phone: '+12175551002' },
      consent: { text: 'I agree, to be called.', ipAddress: '192.0.2.9' },
    });
    expect(await outcomes()).toHaveLength(3);
  });

  it('names who of the publisher’s people brought each, and refuses the row of somebody who is none', async () => {
    const setters = dynamoSetters(world.client, world.tables.catalog);
    const common = { name: 'A', createdAtMs: 1, state: 'active' as const };
    await setters.create({ ...common, setterId: 'set_ann', publisherId: world.publisher.publisherId });
    await setters.create({ ...common, setterId: 'set_cem', publisherId: 'pub_other' });
    const named = (index: number, setterId: string) => quoted([...row(index), setterId], ',');
    const header = [...HEADER, 'setter_id'].join(',');
    const rows = [named(1, 'set_ann'), named(2, ''), named(3, 'set_cem'), named(4, 'x'.repeat(3_000))];
    const csv = [header, ...rows].join('\n');
    const { json } = await upload(csv);
    expect(json).toMatchObject({ taken: 2, refused: 2 });
    expect(json.rows[3].errors).toEqual([{ field: 'line 5.setter_id', message: 'is no setter’s id' }]);
    expect(json.rows[2].errors).toEqual([{ field: 'line 4.setter_id', message: 'is no setter of this publisher' }]);
    expect((await outcomes()).map(({ setter }) => setter).sort()).toEqual(['set_ann', undefined]);
    await setters.setState('set_ann', 'paused');
    world.clock.advance(60_000);
    expect((await upload(csv)).json).toEqual(json);
  });

  it('tells of each row that is refused, by line and column, and takes the others', async () => {
    await world.upload('uploadSuppressions', ['+12175551009']);
    const rows = [
      row(1),
      row(2, { 1: 'x@mailinator.com', 2: '12' }),
      row(3, { 4: '', 5: 'yesterday' }),
      row(1, { 0: 'The same person' }),
      row(9),
      row(5, { 7: '<script>' }),
      row(6, { 4: '' }),
      row(7),
    ];
    const { json } = await upload(csvOf(rows));
    expect(json).toMatchObject({ taken: 2, refused: 6 });
    const named = json.rows.map(({ line, errors = [] }: { line: number; errors?: { field: string }[] }) => [
      line,
      errors.map(({ field }) => field),
    ]);
    expect(named).toEqual([
      [2, []],
      [3, ['line 3.email', 'line 3.phone']],
      [4, ['line 4.consent_at']],
      [5, ['line 5']],
      [6, ['line 6']],
      [7, ['line 7.source']],
      [8, ['line 8.consent_text']],
      [9, []],
    ]);
    expect(json.rows[3].errors[0].message).toMatch(/duplicate/);
    expect(json.rows[4].errors[0].message).toMatch(/suppression/);
    expect(await outcomes()).toHaveLength(2);
  });

  it.each<[string, string, string]>([
    ['a row with a cell too many', `${csvOf([row(1)])}\r\n${quoted([...row(2), 'more'], ',')}`, 'body.csv.line 3'],
    ['a row that ends early', `${csvOf([row(1)])}\r\n"Ada"`, 'body.csv.line 3'],
    ['a quote that is never closed', `${csvOf([row(1)])}\r\n"Ada,`, 'body.csv.line 3'],
    ['an unknown column', 'phone,ssn\n1,2', 'body.csv.line 1.ssn'],
    ['a column twice', 'phone,phone\n1,2', 'body.csv.line 1.phone'],
    ['no row', 'phone,email', 'body.csv'],
    ['more rows than a file may have', csvOf(Array.from({ length: 501 }, (_, index) => row(index))), 'body.csv'],
  ])('%s refuses the whole file and names the place', async (_name, csv, field) => {
    const answer = await upload(csv);
    expect([answer.status, answer.json.errors[0].field]).toEqual([400, field]);
    expect(answer.text).not.toMatch(/Ada|Person/);
    expect(await outcomes()).toEqual([]);
  });
});
