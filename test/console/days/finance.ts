import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api } from '../../../infra/local/demo/http.ts';
import { nachaReturns } from '../../payouts/bank-reports.ts';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';

const SLOW_MS = 240_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_MINUTES = 20;
/** The page looks again every five seconds. */
const LOOK_MS = 8_000;

/** Moves the app's clock; gives what it shows then. */
async function later({ app }: ConsoleWorld, ms: number): Promise<number> {
  const local = api(app.url);
  const idle = async () => (await local.get<{ settled: boolean }>('/__local/idle')).settled;
  await expect.poll(idle, { timeout: 60_000 }).toBe(true);
  const { nowMs } = await local.send<{ nowMs: number }>('POST', '/__local/clock', { advanceMs: ms });
  return nowMs;
}

/** Minute by minute, as runs move on, until the page shows it. */
async function minutesUntil(world: ConsoleWorld, page: Page, text: string): Promise<void> {
  const shown = page.getByText(text).first();
  for (let minutes = 0; minutes < MAX_MINUTES; minutes += 1) {
    if (
      await shown.waitFor({ timeout: LOOK_MS }).then(
        () => true,
        () => false,
      )
    )
      return;
    await later(world, MINUTE_MS);
  }
  throw new Error(`the page never showed: ${text}`);
}

/** Two paid calls whose hold is over, of a publisher who is paid on demand; gives the day to close. */
async function earned(world: ConsoleWorld): Promise<string> {
  const operator = await world.operator();
  const { items } = await operator.get<{ items: { publisherId: string; name: string }[] }>('/v1/publishers?limit=100');
  const sample = items.find(({ name }) => name.startsWith('Sangamon'));
  await operator.send('PUT', `/v1/publishers/${sample?.publisherId}`, { payoutSchedule: 'demand' });
  await operator.send('PUT', `/v1/publishers/${sample?.publisherId}/payee`, {
    legalName: 'Sangamon Web LLC',
    method: 'csv',
    accountReference: 'SANGAMON-1',
  });
  await world.call('+12175550171', 95);
  await world.call('+12175550172', 120);
  const nowMs = await later(world, 5 * DAY_MS);
  // A day that is over in every time zone, and after the hold of three days.
  return new Date(nowMs - 1.5 * DAY_MS).toISOString().slice(0, 10);
}

/** A clerk opens a run, holds and releases a line, and looks behind it; leaves it to a second person. */
async function clerk(world: ConsoleWorld, toDay: string): Promise<string> {
  const page = await world.signedIn('finance', '#/runs');
  await page.getByRole('button', { name: 'Open a run' }).click();
  await page.getByLabel('Last day').fill(toDay);
  await page.getByRole('button', { name: 'Open the run' }).click();
  await page.getByRole('heading', { name: 'Payout run up to' }).waitFor();
  await minutesUntil(world, page, 'Every line is there');
  await page.getByText('A second person has to approve').waitFor();
  await page.getByRole('button', { name: 'Hold…' }).first().click();
  await page.getByLabel('Reason').fill('unclear traffic');
  await page.getByRole('button', { name: 'Hold this line' }).click();
  await page.getByText('held: unclear traffic').waitFor();
  await settled(page);
  await expectAccessible(page);
  await screenshot(page, 'finance-run-held');
  await page.getByRole('button', { name: 'Release' }).click();
  await page.getByText('Every line that was held has been released again').waitFor();
  const [, runId = ''] = /#\/runs\/([^/]+)/.exec(page.url()) ?? [];
  await page
    .getByRole('region', { name: 'Lines of the run' })
    .getByRole('link', { name: /^Sangamon/ })
    .click();
  await page.getByRole('region', { name: 'Journal entries of the line' }).getByRole('link').first().waitFor();
  await expectAccessible(page);
  await screenshot(page, 'finance-line');
  return runId;
}

const INVOICES = 40;
const PAGE_INVOICES = 24;

const numberOf = (count: number): string => `INV-2026-${String(count).padStart(6, '0')}`;

/** A page of the list, the newest first, as the API answers it. */
function invoicesFrom(advertiserId: string, from: number) {
  const items = Array.from({ length: Math.min(PAGE_INVOICES, from) }, (_invoice, index) => ({
    ...{ number: numberOf(from - index), kind: 'invoice', advertiserId, month: '2026-03', currency: 'USD' },
    ...{ issuedAt: '2026-04-01T05:00:00.000Z', netMinor: 4_500, taxMinor: 0, totalMinor: 4_500 },
  }));
  return { items, ...(from > PAGE_INVOICES ? { nextCursor: String(from - PAGE_INVOICES) } : {}) };
}

/** What finance does when a period is over. */
export function financeDay(get: () => ConsoleWorld): void {
  it(
    'takes a run from open to paid, by two people, and proves that it ties out',
    async () => {
      const world = get();
      const runId = await clerk(world, await earned(world));
      const page = await world.signedIn('approver', `#/runs/${runId}`);
      await page.getByRole('button', { name: 'Approve…' }).click();
      await page.getByRole('dialog').getByText('Changed by Finn Clerk since it was drawn').waitFor();
      await screenshot(page, 'finance-approve');
      await page.getByRole('button', { name: 'Approve and pay' }).click();
      await minutesUntil(world, page, 'Paid out: send the files');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download' }).first().click(),
      ]);
      expect(file.suggestedFilename()).toContain('.csv');
      await page.getByRole('button', { name: 'Tie out' }).click();
      await page.getByText('It ties out').waitFor();
      await expectAccessible(page);
      await screenshot(page, 'finance-run-paid');
    },
    SLOW_MS * 2,
  );

  it(
    'sees that the books balance, down to a posting',
    async () => {
      const page = await get().signedIn('finance', '#/balance');
      await page.getByText('✓ the books balance').first().waitFor();
      // By whose name it is known, and by the account's own, which is what one searches by.
      const accounts = page.getByRole('region', { name: 'Accounts' });
      const payable = accounts.getByRole('row', { name: /^Sangamon.* Payable publisher:pub_/ });
      await payable.waitFor();
      await settled(page);
      await screenshot(page, 'finance-balance-by-account');
      await payable.getByRole('link').click();
      await page.getByRole('heading', { name: 'Account statement' }).waitFor();
      await page.locator('.lead', { hasText: /^Sangamon.* publisher:pub_/ }).waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'finance-account');
    },
    SLOW_MS,
  );

  it(
    'sees whom a run was opened for alone by their name and their id',
    async () => {
      const operator = await get().operator();
      const { items } = await operator.get<{ items: { publisherId: string; name: string }[] }>(
        '/v1/publishers?limit=100',
      );
      const { publisherId = '', name = '' } = items.find((each) => each.name.startsWith('Sangamon')) ?? {};
      // A day that no run has closed yet, and that is over in every time zone.
      const nowMs = await later(get(), 2 * DAY_MS);
      const toDay = new Date(nowMs - 1.5 * DAY_MS).toISOString().slice(0, 10);
      const page = await get().signedIn('finance');
      const typed = Promise.withResolvers<void>();
      await page.route('**/v1/publishers?*', (route) => typed.promise.then(() => route.continue()));
      await page.getByRole('link', { name: 'Payout runs' }).click();
      await page.getByRole('button', { name: 'Open a run' }).click();
      await page.getByLabel('Last day').fill(toDay);
      // Whoever types faster than the list comes has chosen all the same.
      await page.getByLabel('Only this publisher').fill(name);
      const unknown = page.getByText('Choose one from the list.');
      await unknown.waitFor();
      typed.resolve();
      await unknown.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Open the run' }).click();
      await page.getByText(`${name} ${publisherId}`).waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'finance-run-of-one');
    },
    SLOW_MS,
  );

  it(
    'reads on in an advertiser’s invoices, down to the first',
    async () => {
      const operator = await get().operator();
      const { items } = await operator.get<{ items: { advertiserId: string }[] }>('/v1/advertisers?limit=1');
      const advertiserId = items[0]?.advertiserId ?? '';
      const page = await get().signedIn('finance', '#/advertisers');
      // Three years and more of months, which nobody waits for: the answers of the list alone are made up.
      await page.route('**/invoices?*', (route) => {
        const { searchParams } = new URL(route.request().url());
        return route.fulfill({ json: invoicesFrom(advertiserId, Number(searchParams.get('cursor') ?? INVOICES)) });
      });
      await page.goto(`${get().app.url}/console/#/advertisers/${advertiserId}`);
      await page.getByRole('cell', { name: numberOf(INVOICES) }).waitFor();
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.getByRole('cell', { name: numberOf(1) }).waitFor();
      expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
      await settled(page);
      await expectAccessible(page);
    },
    SLOW_MS,
  );

  it(
    'has the journal written as files, for days in their order',
    async () => {
      const world = get();
      const page = await world.signedIn('finance', '#/journal');
      const last = page.getByLabel('To', { exact: true });
      const today = await last.inputValue();
      await last.fill('2001-01-01');
      await page.getByRole('button', { name: 'Write the files' }).click();
      await page.locator('.field', { has: last }).locator('.said', { hasText: 'is before from' }).waitFor();
      await last.fill(today);
      await page.getByRole('button', { name: 'Write the files' }).click();
      await page.getByText('entries so far').waitFor();
      await later(world, MINUTE_MS);
      await minutesUntil(world, page, 'journal_00001.csv');
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'finance-journal-export');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download' }).first().click(),
      ]);
      const [header, ...rows] = readFileSync(await file.path(), 'utf8')
        .trim()
        .split('\r\n');
      expect(header).toBe(
        'booked_at,entry,kind,publisher,payable_day,outcome,offer,reverses,reason,account,amount,currency',
      );
      expect(rows.length).toBeGreaterThan(0);
    },
    SLOW_MS,
  );

  it(
    'works through what the bank sent back, and is told what is wrong with a file that is none',
    async () => {
      const page = await get().signedIn('finance', '#/returns');
      await page.getByLabel('File: or paste it').fill('trace;reason\n061000010000001;R02');
      await page.getByRole('button', { name: 'Work through it' }).click();
      await page.locator('.field', { hasText: 'or paste it' }).locator('.said').waitFor();
      await expectAccessible(page);
      await screenshot(page, 'finance-returns-refused');
      const unknown = { trace: '061000010000001', code: 'R02', amountMinor: 4_250n };
      await page.getByLabel('File: or paste it').fill(nachaReturns([unknown]));
      await page.getByRole('button', { name: 'Work through it' }).click();
      const row = page.getByRole('row', { name: unknown.trace });
      await row.getByText('No payment of ours: nothing changed').waitFor();
      await row.getByText('R02 (account closed)', { exact: true }).waitFor();
      await settled(page);
      await screenshot(page, 'finance-returns');
    },
    SLOW_MS,
  );

  it(
    'is told what is wrong with a file of adjustments, line by line, before anything is applied',
    async () => {
      const page = await get().signedIn('finance', '#/adjustments/upload');
      await page
        .getByLabel('CSV: or paste it')
        .fill('outcome,action,charge,payout,currency,reason\ncall_1,change,-1.005,0,USD,<b>half</b>');
      await page.getByRole('button', { name: 'Show what it would change' }).click();
      await page.getByRole('alert').getByText('has more decimals than USD has').first().waitFor();
      expect(await page.getByRole('button', { name: /^Apply all/ }).count()).toBe(0);
    },
    SLOW_MS,
  );

  it(
    'is told at the field which amount of an adjustment is none, by the form and then by the API',
    async () => {
      const page = await get().signedIn('finance', '#/adjustments');
      await page.getByRole('button', { name: 'Adjust an outcome' }).click();
      const form = page.getByRole('dialog');
      const charge = page.getByLabel('Advertiser’s charge');
      await form.getByLabel('Outcome').fill('call_1');
      await form.getByLabel('Reason').fill('half of it');
      await charge.fill('-1.005');
      await form.getByRole('button', { name: 'Book it' }).click();
      await form.locator('.field .said', { hasText: 'with no more decimals than USD has' }).waitFor();
      expect(await charge.getAttribute('aria-invalid')).toBe('true');
      await expectAccessible(page);
      await charge.fill('99999999999');
      await form.getByRole('button', { name: 'Book it' }).click();
      await form.locator('.field', { has: charge }).locator('.said', { hasNotText: 'decimals' }).waitFor();
    },
    SLOW_MS,
  );
}
