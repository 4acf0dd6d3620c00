import { type HTMLElement, parse } from 'node-html-parser';
import { beforeEach, expect, it } from 'vitest';
import { fromIso } from '../../../shared/kernel/time.ts';
import { reportFeedback } from '../../../shared/ledger/report-feedback.ts';
import { draft, type ScheduleWorld, scheduleWorld } from './world.ts';

let world: ScheduleWorld;
beforeEach(async () => {
  world = await scheduleWorld();
});

const DAY = '2026-03-02';
const OWNERS = { blog: 'pub_blog', acme: 'adv_acme', finance: 'network' } as const;

/** The letter of this day, as its reader opens it. */
async function letterOf(key: keyof typeof OWNERS, over: object = {}) {
  await world.tell(await world.items());
  await world.call('createReportSchedule', key, { method: 'POST', body: draft(over) });
  world.clock.set(fromIso('2026-03-03T12:05:00Z'));
  await world.send();
  const { htmlUrl, textUrl } = (await world.told(OWNERS[key]))[0]?.data ?? {};
  const [html, text] = [(await world.open(htmlUrl)).text, (await world.open(textUrl)).text];
  return { html, text, page: parse(html) };
}

const cells = (row: HTMLElement): string[] => row.querySelectorAll('td, th').map((cell) => cell.textContent.trim());
const rows = (page: HTMLElement, part: 'thead' | 'tbody' | 'tfoot'): string[][] =>
  page.querySelectorAll(`${part} tr`).map(cells);

it.each([
  ['blog', ['payoutMinor'], ['Earned']],
  ['acme', ['chargeMinor', 'saleMinor'], ['Charged', 'Sales']],
  ['finance', ['marginMinor', 'chargeMinor', 'payoutMinor'], ['Margin', 'Charged', 'Paid']],
] as const)('says to %s what GET /v1/reports says of the same days', async (key, amounts, heads) => {
  await world.qualify('call_1');
  await world.qualify('call_2', { attribution: { confidence: 'source', source: 'flyer' } });
  const sale = { result: 'sold', saleMinor: 80_000n } as const;
  await reportFeedback({ ...world.money, feedback: world.feedback }, 'adv_acme', 'call_1', sale);
  const { page } = await letterOf(key, { groupBy: ['source', 'state'] });
  const query = { from: DAY, to: DAY, groupBy: 'source,state' };
  const { json } = await world.call('getReport', key, { query });
  type Sums = { counts: Record<string, number>; money: { currency: string; [amount: string]: unknown }[] };
  const dollars = (minor: unknown): string => `$${(Number(minor) / 100).toFixed(2)}`;
  const numbers = ({ counts, money }: Sums): string[] => [
    ...['visits', 'outcomes', 'qualified'].map((name) => String(counts[name])),
    ...amounts.map((name) => dollars(money[0]?.[name])),
  ];
  expect(rows(page, 'thead')).toEqual([['Source', 'Verdict', 'Visits', 'Outcomes', 'Qualified', ...heads]]);
  expect(rows(page, 'tbody')).toEqual(
    json.rows.map((row: Sums & { group: Record<string, string> }) => [
      ...[row.group.source, row.group.state === 'qualified' ? 'Qualified' : '(none)'],
      ...numbers(row),
    ]),
  );
  expect(rows(page, 'tfoot')).toEqual([['Total', '', ...numbers(json.total)]]);
  const kpis = page.querySelectorAll('h2 + table tr');
  expect(kpis).toHaveLength(json.total.kpis.length);
});

const SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&';

it('shows script in a name, a source and an offer as text', async () => {
  await world.name({ pk: 'OFFER#offer_roof', sk: 'OFFER', offer: { name: SCRIPT } });
  await world.qualify('call_1', { attribution: { confidence: 'source', source: SCRIPT } });
  const { html, text, page } = await letterOf('blog', { name: SCRIPT, groupBy: ['offer', 'source'] });
  expect(page.querySelectorAll('script, img, link, iframe, object, embed, form, base')).toEqual([]);
  expect(page.querySelector('h1')?.textContent).toBe(SCRIPT);
  expect(page.querySelector('title')?.textContent).toContain(SCRIPT);
  expect(rows(page, 'tbody')[0]?.slice(0, 2)).toEqual([SCRIPT, SCRIPT]);
  expect(html).not.toContain('<script');
  expect(text).toContain(SCRIPT);
});

it('begins no line of the text with a name that has line ends in it', async () => {
  await world.qualify('call_1', { attribution: { confidence: 'source', source: 'a\r\nTotal: earned $1,000,000' } });
  const { text } = await letterOf('blog');
  expect(text).not.toMatch(/^Total: earned/m);
});

it('loads nothing, runs nothing and styles in place', async () => {
  await world.qualify('call_1');
  const { html, page } = await letterOf('finance', { groupBy: ['advertiser', 'publisher'] });
  for (const element of page.querySelectorAll('*')) {
    for (const name of Object.keys(element.attributes)) expect(name).not.toMatch(/^(on|src|href|background$|srcset)/i);
  }
  expect(html).not.toMatch(/https?:|url\(|@import|javascript:/i);
  expect(page.querySelectorAll('td, th, h1, p').every((element) => element.getAttribute('style'))).toBe(true);
  expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
});

it('calls things by the names that people know, and by their ids where there is none', async () => {
  await world.name({ pk: 'ADV#adv_acme', sk: 'ADV', name: 'Acme Roofing' });
  await world.qualify('call_1');
  const { page, text } = await letterOf('finance', { groupBy: ['advertiser', 'publisher', 'day'] });
  expect(rows(page, 'tbody')[0]?.slice(0, 3)).toEqual(['Acme Roofing', 'pub_blog', 'Mon, Mar 2']);
  expect(text).toContain('Monday, March 2, 2026');
});

it('says so where nothing happened', async () => {
  const { page, text } = await letterOf('acme');
  expect(page.textContent).toContain('Nothing happened in this time.');
  expect(text).toContain('Nothing happened in this time.');
  expect(rows(page, 'tbody')).toEqual([]);
});

it('has the fifty largest rows and the total of all, and is not cut off by Gmail', async () => {
  const calls = Array.from({ length: 53 }, (_call, index) => `call_${index}`);
  const attributed = (source: string) => ({ attribution: { confidence: 'source' as const, source } });
  await Promise.all(calls.map((outcomeId) => world.qualify(outcomeId, attributed(`of ${outcomeId}`))));
  await world.qualify('last_1', attributed('the largest, and the last by name'));
  await world.qualify('last_2', attributed('the largest, and the last by name'));
  const { html, page, text } = await letterOf('blog', { groupBy: ['source', 'day', 'offer'] });
  expect(html.length).toBeLessThan(102_000);
  expect(rows(page, 'tbody')).toHaveLength(50);
  expect(rows(page, 'tbody').at(-1)?.[0]).toBe('the largest, and the last by name');
  expect(rows(page, 'tfoot')[0]?.slice(4, 5)).toEqual(['55']);
  for (const shown of [page.textContent, text]) expect(shown).toContain('The other 4 are in the console');
});

it('tells why where there is no report, and is not tried again each hour', async () => {
  await world.deps.schedules.create({
    ...{ scheduleId: 'schedule_9', owner: { kind: 'advertiser', id: 'adv_acme' }, name: 'Old', groupBy: ['setter'] },
    ...{ filter: {}, recipients: [], every: 'day', zone: 'UTC', hour: 7, createdAtMs: 0, sentFrom: '2026-03-01' },
  });
  world.clock.set(fromIso('2026-03-03T12:05:00Z'));
  await world.send();
  await world.send();
  const told = await world.told('adv_acme');
  expect(told).toHaveLength(1);
  expect((await world.open(told[0]?.data.textUrl)).text).toContain('This report could not be made.');
});
