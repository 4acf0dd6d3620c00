import { expect, it } from 'vitest';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';
import { ALL_ROWS, serveManyOutcomes } from './many-outcomes.ts';

const SLOW_MS = 240_000;
const MAX_SCROLLS = 400;
const CLUB = 'Drains, by request';

/** Another offer of the sample's advertiser, which publishers ask to join. */
async function joinOnRequest(world: ConsoleWorld): Promise<void> {
  const operator = await world.operator();
  const { items } = await operator.get<{ items: { name: string; advertiserId: string }[] }>('/v1/offers?limit=100');
  const sample = items.find(({ name }) => name === 'Plumbing calls, Illinois');
  await operator.send('POST', '/v1/offers', {
    ...{ advertiserId: sample?.advertiserId, model: 'call', name: CLUB, currency: 'USD', joining: 'on-request' },
    ...{ criteria: { kind: 'talk-time', minSeconds: 60 }, chargeMinor: 4_000, payoutMinor: 3_000, holdDays: 7 },
  });
}

/** What a publisher does on a day: sees what paid and why, puts the tag on a page, says where the money goes. */
export function publisherDay(get: () => ConsoleWorld): void {
  it(
    'sees why one call paid and another did not, and contests that',
    async () => {
      const paid = await get().call('+12175550161', 95);
      const unpaid = await get().call('+12175550162', 12);
      const page = await get().signedIn('publisher', '#/outcomes');
      await page.getByRole('link', { name: paid }).click();
      await page.getByText('the talk lasts at least 60 s: so it was').waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'publisher-outcome-qualified');
      expect(await page.getByText('$32.00').count()).toBeGreaterThan(0);
      await page.getByRole('link', { name: 'All outcomes' }).click();
      await page.getByLabel('Verdict').selectOption('rejected');
      await page.getByRole('link', { name: unpaid }).click();
      await page.getByText('the talk lasts at least 60 s: it was not so').waitFor();
      await screenshot(page, 'publisher-outcome-rejected');
      await page.getByRole('button', { name: 'Contest this' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Why').selectOption('wrongly-measured');
      await form.getByLabel('What happened').fill('We heard a minute and a half of talk.');
      await expectAccessible(page);
      await form.getByRole('button', { name: 'Open the dispute' }).click();
      await page.getByRole('button', { name: 'Withdraw the dispute' }).waitFor();
      await settled(page);
      await screenshot(page, 'publisher-dispute');
    },
    SLOW_MS,
  );

  it(
    'sees today’s figures without asking anyone',
    async () => {
      const page = await get().signedIn('publisher');
      const qualified = page.locator('.stat', { hasText: 'Qualified' }).locator('.stat-value');
      await expect.poll(() => qualified.textContent(), { timeout: 60_000 }).not.toBe('0');
      await page.getByText('As a table').first().click();
      await expectAccessible(page);
      await screenshot(page, 'publisher-today-with-calls');
    },
    SLOW_MS,
  );

  it(
    'reads an offer in plain words',
    async () => {
      const page = await get().signedIn('publisher', '#/offers');
      await page.getByRole('link', { name: 'Plumbing calls, Illinois' }).click();
      await page.getByText('the talk lasts at least 60 s').waitFor();
      await screenshot(page, 'publisher-offer');
    },
    SLOW_MS,
  );

  it(
    'asks to join an offer, and is let in by its advertiser',
    async () => {
      const page = await get().signedIn('publisher');
      await joinOnRequest(get());
      await page.getByRole('link', { name: 'Offers', exact: true }).click();
      await page.getByRole('link', { name: CLUB }).click();
      await page.getByRole('button', { name: 'Ask to join' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Why it fits').fill('We rank first for drains in Springfield.');
      await expectAccessible(page);
      await form.getByRole('button', { name: 'Send the request' }).click();
      await page.locator('.card', { hasText: 'Your request' }).getByText('asked', { exact: true }).waitFor();
      await settled(page);
      await screenshot(page, 'publisher-asks-to-join');
      const buyer = await get().signedIn('advertiser', '#/offers');
      await buyer.getByRole('link', { name: CLUB }).click();
      await buyer.getByText('We rank first for drains in Springfield.').waitFor();
      await expectAccessible(buyer);
      await screenshot(buyer, 'advertiser-join-requests');
      const late = await get().signedIn('advertiser', '#/offers');
      await late.getByRole('link', { name: CLUB }).click();
      await late.getByText('We rank first for drains in Springfield.').waitFor();
      await buyer.getByRole('button', { name: /^Approve / }).click();
      await buyer.getByRole('table', { name: 'Requests to join' }).getByText('approved').waitFor();
      // Who comes late is refused, and sees what stands.
      await late.getByRole('button', { name: /^Approve / }).click();
      await late.getByRole('table', { name: 'Requests to join' }).getByText('approved').waitFor();
    },
    SLOW_MS,
  );

  it(
    'copies the tag and hears what keeps it from working on a page',
    async () => {
      const page = await get().signedIn('publisher', '#/numbers');
      await page.locator('pre', { hasText: '<script async' }).first().waitFor();
      await page.getByLabel('Address of the page').fill(`${get().app.url}/sample/sample.css`);
      await page.getByRole('button', { name: 'Check the page' }).click();
      await page.getByText('It does not work on this page yet').waitFor();
      await page.getByText('has no script element').waitFor();
      await expectAccessible(page);
      await screenshot(page, 'publisher-tag-check');
      await page.getByLabel('Address of the page').fill('http://169.254.169.254/latest/');
      await page.getByRole('button', { name: 'Check the page' }).click();
      await page.getByRole('alert').getByText('private network').waitFor();
    },
    SLOW_MS,
  );

  it(
    'puts what clicks cost beside what they earned',
    async () => {
      const page = await get().signedIn('publisher', '#/clicks');
      await page.getByLabel('Source').fill('google');
      await page.getByLabel('Clicks').fill('240');
      await page.getByLabel('Cost, USD').fill('312.00');
      const day = page.getByLabel('Day', { exact: true });
      const yesterday = await day.inputValue();
      await day.fill('2001-01-01');
      await page.getByRole('button', { name: 'Enter it' }).click();
      await page.locator('.field', { has: day }).locator('.said').waitFor();
      await day.fill(yesterday);
      await page.getByRole('button', { name: 'Enter it' }).click();
      await page.getByRole('cell', { name: '$1.30' }).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'publisher-clicks');
    },
    SLOW_MS,
  );

  it(
    'has a report sent each week, is told which address is wrong, and ends it again',
    async () => {
      const page = await get().signedIn('publisher', '#/reports');
      await page.getByLabel('One row for each').selectOption('source');
      await page.getByRole('button', { name: 'Send me this' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Name').fill('Sources');
      await form.getByLabel('How often').selectOption('week');
      await form.getByLabel('Time zone').fill('Asia/Tokyo');
      await form.getByLabel('E-mail addresses').fill('pat@example.com\nada@');
      await form.getByRole('button', { name: 'Send it from now on' }).click();
      await form.locator('.said', { hasText: 'is not an e-mail address' }).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'publisher-report-schedule');
      await form.getByLabel('E-mail addresses').fill('publisher@example.com, ada@example.com');
      await form.getByRole('button', { name: 'Send it from now on' }).click();
      await form.locator('.said', { hasText: 'No. 2: is no active user of yours' }).waitFor();
      await form.getByLabel('E-mail addresses').fill('publisher@example.com');
      await form.getByRole('button', { name: 'Send it from now on' }).click();
      const row = page.getByRole('row', { name: 'Sources' });
      await row.getByText('Each week from 07:00, Asia/Tokyo').waitFor();
      await row.getByText('your webhooks, publisher@example.com').waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'publisher-report-schedules');
      await page.getByRole('button', { name: 'Remove Sources' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('Nothing yet').waitFor();
    },
    SLOW_MS,
  );

  it(
    'says where the money goes, and is told which field is wrong',
    async () => {
      const page = await get().signedIn('publisher', '#/payment');
      await page.getByLabel('Legal name').fill('Sangamon Web LLC');
      await page.getByLabel('Routing number').fill('123456789');
      await page.getByLabel('Account number').fill('000123456789');
      await page.getByRole('button', { name: 'Save where to pay' }).click();
      await page.locator('.said', { hasText: 'checksum' }).waitFor();
      await screenshot(page, 'publisher-payment-refused');
      await page.getByLabel('Routing number').fill('021000021');
      await page.getByRole('button', { name: 'Save where to pay' }).click();
      await page.getByText('…6789').waitFor();
      expect(await page.content()).not.toContain('000123456789</');
      await screenshot(page, 'publisher-payment');
    },
    SLOW_MS,
  );

  it(
    'scrolls through a hundred thousand outcomes with a handful of rows in the document',
    async () => {
      const page = await get().signedIn('publisher');
      await serveManyOutcomes(page);
      await page.getByRole('link', { name: 'Outcomes' }).click();
      const list = page.getByRole('region', { name: 'Outcomes' });
      for (let scrolls = 0; scrolls < MAX_SCROLLS; scrolls += 1) {
        if (await page.getByText(`${ALL_ROWS} shown, and that is all`).isVisible()) break;
        await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
        expect(await list.locator('tbody tr').count()).toBeLessThan(100);
      }
      await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
      await page.getByRole('link', { name: `out_${ALL_ROWS - 1}`, exact: true }).waitFor();
    },
    SLOW_MS,
  );
}
