import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api } from '../../../infra/local/demo/http.ts';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';
import { advertiserIntake } from './advertiser-intake.ts';
import { expectText, LEADS, OFFER, offerNamed, publisherOf, receiver, SCRIPT, SLOW_MS } from './advertiser-world.ts';

const DESK = 'Sales desk';
const TRACKING_NUMBER = '+12175550198';
const TARGET_NUMBER = '+12175550197';
/** Long enough for a page to be looked at by axe, on a slow machine too. */
const HOLD_SECONDS = 12;

/** What is clicked together below. */
const CRITERIA = {
  kind: 'all',
  of: [
    { kind: 'talk-time', minSeconds: 60 },
    { kind: 'caller-region', in: ['US-IL', 'US-WI'] },
    { kind: 'not', of: { kind: 'repeat', days: 14, scope: 'advertiser' } },
    { kind: 'any', of: [{ kind: 'total-time', minSeconds: 30 }, { kind: 'within-caps' }] },
  ],
};

/** The console's first page has looked by now; a call that comes in from here on is listed. */
async function isListed(world: ConsoleWorld): Promise<void> {
  const operator = await world.operator();
  const { items } = await operator.get<{ items: { advertiserId: string }[] }>('/v1/offers?limit=1');
  const asked = `/v1/live-calls?advertiserId=${items[0]?.advertiserId}`;
  await expect
    .poll(
      async () => {
        const { asOf, listedSince } = await operator.get<{ asOf: string; listedSince: string }>(asked);
        return asOf > listedSince;
      },
      { timeout: SLOW_MS, interval: 500 },
    )
    .toBe(true);
}

/** Adds a part to a group; groups are named by where they stand, the outermost last. */
async function add(page: Page, kind: string, group: 'inner' | 'outer'): Promise<void> {
  const [select, button] = [
    page.getByLabel('Add to this group'),
    page.getByRole('button', { name: 'Add', exact: true }),
  ];
  await (group === 'inner' ? select.first() : select.last()).selectOption(kind);
  await (group === 'inner' ? button.first() : button.last()).click();
}

async function buildCriteria(page: Page): Promise<void> {
  await page.getByLabel('At least, seconds').fill('60');
  await add(page, 'caller-region', 'outer');
  await page.getByLabel('Countries or states').fill('US-IL, US-WI');
  await add(page, 'repeat', 'outer');
  await page.getByLabel('Within so many days before').fill('14');
  await page.getByLabel('Was in touch', { exact: true }).selectOption('advertiser');
  await page.getByRole('button', { name: 'Turn into not: Was in touch before' }).click();
  await add(page, 'any', 'outer');
  await page.getByLabel('Asks for').last().selectOption('total-time');
  await page.getByLabel('At least, seconds').last().fill('30');
  await add(page, 'within-caps', 'inner');
}

/** What an advertiser does on a day: says what it buys, sees what came, reports and disputes it, and has its systems told. */
export function advertiserDay(get: () => ConsoleWorld): void {
  it(
    'builds an offer with a tree of criteria, and the API has exactly that',
    async () => {
      await get().call('+12175550171', 95);
      const page = await get().signedIn('advertiser', '#/offers');
      await page.getByRole('link', { name: 'New offer' }).click();
      await page.getByLabel('Name', { exact: true }).fill(OFFER);
      await buildCriteria(page);
      await page.getByLabel('You pay, USD').fill('45.5');
      await page.getByLabel('Publishers earn of it, USD').fill('50');
      await page.getByText('the talk lasts at least 60 s, and it comes from US-IL or US-WI').first().waitFor();
      await page.getByText(/would qualify.*that did not/).waitFor();
      // Whoever leaves by mistake, even the console, comes back to all of it.
      await page.reload();
      await page.getByText('the talk lasts at least 60 s, and it comes from US-IL or US-WI').first().waitFor();
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(OFFER);
      expect(await page.getByLabel('You pay, USD').inputValue()).toBe('45.5');
      await page.getByText(/would qualify.*that did not/).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'advertiser-offer-builder');
      await page.getByRole('button', { name: 'Make the offer' }).click();
      await page.locator('.said', { hasText: 'a loss each time' }).waitFor();
      await page.getByLabel('Publishers earn of it, USD').fill('32');
      await page.getByRole('button', { name: 'Make the offer' }).click();
      await page.getByRole('heading', { name: OFFER }).waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-offer');
      const { offerId } = await offerNamed(get());
      const made = await (await get().operator()).get(`/v1/offers/${offerId}`);
      expect(made).toMatchObject({
        criteria: CRITERIA,
        chargeMinor: 4_550,
        payoutMinor: 3_200,
        holdDays: 7,
        version: 1,
      });
    },
    SLOW_MS,
  );

  it(
    'asks for leads by a form of its own, and is told which field of it is wrong',
    async () => {
      const page = await get().signedIn('advertiser', '#/offers/new');
      expect(await page.getByRole('button', { name: 'Start over' }).count()).toBe(0);
      await page.getByLabel('Name', { exact: true }).fill('Something else');
      await page.getByLabel('You pay, USD').fill('7');
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
      expect(await page.getByLabel('You pay, USD').inputValue()).toBe('');
      await page.getByLabel('Model').selectOption('lead');
      await page.getByLabel('Name', { exact: true }).fill(LEADS);
      await page.getByLabel('Trade').fill('Roofing');
      await page.getByRole('button', { name: 'Add a field' }).click();
      const field = page.getByRole('group', { name: 'Field 3' });
      await field.getByLabel('Question').fill('What is on the roof?');
      await field.getByLabel('Name in data').fill('roof cover');
      await field.getByLabel('Kind of answer').selectOption('choice');
      await field.getByLabel('Choices').fill('shingle, tile, metal');
      await field.getByLabel('Must be answered').check();
      await page.getByLabel('The same person again is refused within, minutes').fill('30');
      await page.getByLabel('You pay, USD').fill('18');
      await page.getByLabel('Publishers earn of it, USD').fill('12');
      await page.getByRole('button', { name: 'Make the offer' }).click();
      await field
        .locator('.field', { has: page.getByLabel('Name in data') })
        .locator('.said')
        .waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-lead-form-refused');
      await field.getByLabel('Name in data').fill('cover');
      await page.getByRole('button', { name: 'Make the offer' }).click();
      await page.getByRole('heading', { name: LEADS }).waitFor();
      await page.getByText('Your name, Phone, What is on the roof?').waitFor();
      await settled(page);
      await screenshot(page, 'advertiser-lead-offer');
      await page.getByRole('link', { name: 'Offers', exact: true }).click();
      await page.getByRole('link', { name: 'New offer' }).click();
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('');
      const { offerId } = await offerNamed(get(), LEADS);
      expect(await (await get().operator()).get(`/v1/offers/${offerId}`)).toMatchObject({
        ...{ model: 'lead', chargeMinor: 1_800, payoutMinor: 1_200 },
        // As the builder begins: a person who is new.
        criteria: { kind: 'all', of: [{ kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } }] },
        lead: {
          ...{ vertical: 'Roofing', duplicateMinutes: 30 },
          fields: [
            { name: 'fullName' },
            { name: 'phone' },
            { name: 'cover', type: 'choice', choices: ['shingle', 'tile', 'metal'], required: true },
          ],
        },
      });
    },
    SLOW_MS,
  );

  advertiserIntake(get);

  it(
    'says where its calls go, and changes the price by a new version',
    async () => {
      const { offerId } = await offerNamed(get());
      const page = await get().signedIn('advertiser', `#/offers/${offerId}`);
      await page.getByRole('button', { name: 'Add a target' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill(DESK);
      await dialog.getByLabel('Number', { exact: true }).fill(TARGET_NUMBER);
      await dialog.getByLabel('Calls at the same time').fill('5');
      await dialog.getByRole('button', { name: 'Add the target' }).click();
      await page.getByRole('cell', { name: DESK, exact: true }).waitFor();
      await page.getByRole('link', { name: 'Change', exact: true }).click();
      await page.getByLabel('You pay, USD').fill('46');
      await page.getByRole('button', { name: 'Make the new version' }).click();
      await page.getByRole('heading', { name: OFFER, exact: true }).waitFor();
      const operator = await get().operator();
      expect(await operator.get(`/v1/offers/${offerId}`)).toMatchObject({
        criteria: CRITERIA,
        chargeMinor: 4_600,
        version: 2,
      });
      expect(await operator.get(`/v1/offers/${offerId}/targets`)).toMatchObject({
        items: [{ name: DESK, destination: { kind: 'number', number: TARGET_NUMBER }, maxConcurrent: 5 }],
      });
    },
    SLOW_MS,
  );

  it(
    'sees a call come in and why it was charged, reports the sale and disputes it',
    async () => {
      const { offerId } = await offerNamed(get());
      const operator = await get().operator();
      const { publisherId, name } = await publisherOf(get());
      await operator.send('POST', '/v1/numbers', { number: TRACKING_NUMBER, publisherId, offerId, source: 'flyer' });
      const page = await get().signedIn('advertiser', '#/outcomes');
      await isListed(get());
      const calling = api(get().app.url).send<{ outcomeId: string }>('POST', '/__local/sample/call', {
        ...{ to: TRACKING_NUMBER, from: '+12175550172', talkSeconds: 95 },
        holdSeconds: HOLD_SECONDS,
      });
      await page.getByRole('link', { name: 'On the line' }).click();
      await page.getByRole('cell', { name: '…0172, US-IL' }).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'advertiser-live-calls');
      const row = page.getByRole('row', { name: '…0172, US-IL' });
      // Whoever works by keyboard stays where they are while the page asks again.
      await row.getByRole('link', { name: /^call_/ }).focus();
      const shown = await row.textContent();
      await expect.poll(() => row.textContent(), { timeout: SLOW_MS, interval: 250 }).not.toBe(shown);
      expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^call_/);
      expect(await row.textContent()).toContain(`${DESK}${OFFER}${name}, flyer`);
      await row.getByRole('link', { name: /^call_/ }).click();
      await page.getByRole('heading', { name: 'Call, not judged yet' }).waitFor();
      await page.getByRole('heading', { name: 'Call, judged' }).waitFor();
      const { outcomeId } = await calling;
      await page.getByRole('link', { name: 'On the line' }).click();
      await page.getByText('Nobody is on the line').waitFor();
      await page.getByRole('link', { name: 'Outcomes', exact: true }).click();
      await page.getByRole('link', { name: outcomeId }).click();
      await page.getByText('the talk lasts at least 60 s').waitFor();
      await page.getByText('$46.00').first().waitFor();
      await screenshot(page, 'advertiser-outcome');
      await page.getByLabel('Sale, USD').fill('1200');
      await page.getByRole('button', { name: 'Report it' }).click();
      await page.getByText('Reported: sold for $1,200.00').waitFor();
      await page.reload();
      await page.getByText('Reported: sold for $1,200.00').waitFor();
      await page.getByRole('button', { name: 'Dispute it' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What happened').fill(`They wanted a plumber ${SCRIPT}`);
      await dialog.getByRole('button', { name: 'Open the dispute' }).click();
      await page.getByRole('heading', { name: 'Dispute', exact: true }).waitFor();
      await page.getByText(`They wanted a plumber ${SCRIPT}`).waitFor();
      await expectText(page);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-dispute');
      await page.getByRole('link', { name: outcomeId }).click();
      await page.getByRole('link', { name: 'See the dispute' }).waitFor();
    },
    SLOW_MS,
  );

  it(
    'reads what each publisher brought to each target by their names',
    async () => {
      const { name } = await publisherOf(get());
      const page = await get().signedIn('advertiser', '#/reports', { timezoneId: 'Asia/Tokyo' });
      // Far from the network's clock nobody has to guess whose days these are.
      await page.getByText(/^Any days up to 92, by the network’s clock, [A-Z]\w+\/\w+\./).waitFor();
      await page.getByText(/^Times by your clock, Asia\/Tokyo; days by the network’s clock, /).waitFor();
      await page.getByLabel('One row for each').selectOption('publisher');
      await page.getByLabel('And for each').selectOption('target');
      await page.getByRole('row', { name: `${name} ${DESK}` }).waitFor();
      await settled(page);
      expect(await page.locator('main').textContent()).not.toMatch(/pub_|target_/);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-report-by-publisher');
    },
    SLOW_MS,
  );

  it(
    'gives its offer a name with a script in it, which is text wherever the offer is named',
    async () => {
      const { offerId } = await offerNamed(get());
      const page = await get().signedIn('advertiser', `#/offers/${offerId}/change`);
      await page.getByLabel('Name', { exact: true }).fill(SCRIPT);
      await page.getByRole('button', { name: 'Make the new version' }).click();
      await page.getByRole('heading', { name: SCRIPT, exact: true }).waitFor();
      await expectText(page);
      for (const list of ['Offers', 'Outcomes']) {
        await page.getByRole('link', { name: list, exact: true }).click();
        await page.getByText(SCRIPT, { exact: true }).first().waitFor();
        await expectText(page);
      }
    },
    SLOW_MS,
  );

  it(
    'makes a key that is shown once, and revokes it',
    async () => {
      const page = await get().signedIn('advertiser', '#/keys');
      await page.getByRole('button', { name: 'Make a key' }).click();
      await page.getByLabel('Name').fill(SCRIPT);
      await page.getByRole('button', { name: 'Make the key' }).click();
      const key = (await page.getByRole('dialog').locator('pre').textContent())?.trim() ?? '';
      expect(await api(get().app.url, key).get('/v1/me')).toMatchObject({ role: 'advertiser' });
      await page.getByRole('button', { name: 'I have kept it' }).click();
      await page.getByRole('cell', { name: SCRIPT, exact: true }).waitFor();
      await expectText(page);
      expect(await page.content()).not.toContain(key);
      await screenshot(page, 'advertiser-keys');
      await page.getByRole('button', { name: `Revoke ${SCRIPT}` }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
      await page.getByText('revoked', { exact: true }).waitFor();
    },
    SLOW_MS,
  );

  it(
    'has a system told of a test, finds it in the log, and sends it again with the same id',
    async () => {
      const { server, url, ids, answers } = await receiver();
      try {
        const page = await get().signedIn('advertiser', '#/webhooks');
        await page.getByRole('button', { name: 'New webhook' }).click();
        await page.getByLabel('Name').fill(SCRIPT);
        await page.getByLabel('Address').fill('https://169.254.169.254/latest');
        await page.getByLabel('Everything, and what is added later').check();
        await page.getByRole('button', { name: 'Make it' }).click();
        await page.locator('.said').waitFor();
        await page.getByLabel('Address').fill(url);
        await page.getByRole('button', { name: 'Make it' }).click();
        await page.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByRole('button', { name: 'Send a test event' }).click();
        await page.getByRole('cell', { name: 'delivered' }).waitFor();
        await expectText(page);
        await expectAccessible(page);
        await screenshot(page, 'advertiser-webhook');
        await page.getByRole('link', { name: 'webhook.test' }).click();
        await page.getByText('thanks').waitFor();
        await page.getByRole('button', { name: 'Send it again' }).click();
        await page.getByRole('heading', { name: /^Try 2/ }).waitFor();
        await screenshot(page, 'advertiser-delivery');
        expect(ids.length).toBeGreaterThanOrEqual(2);
        expect(new Set(ids).size).toBe(1);
        await page.getByRole('link', { name: 'All that it was sent' }).click();
        await page.getByRole('cell', { name: 'delivered' }).waitFor();
        await page.getByLabel('State').selectOption('failed');
        await page.getByText('None of these in 30 days').waitFor();
        await page.getByLabel('State').selectOption('delivered');
        await page.getByLabel('Event').selectOption('webhook.test');
        await page.getByRole('link', { name: 'webhook.test' }).waitFor();
        answers.status = 410;
        await page.getByRole('button', { name: 'Send a test event' }).click();
        await page.getByText(/because it answered that it is gone/).waitFor();
        await page.getByRole('link', { name: 'All webhooks' }).click();
        await page
          .getByRole('alert')
          .getByText(/is paused because it answered that it is gone/)
          .waitFor();
        await expectText(page);
        await expectAccessible(page);
      } finally {
        server.close();
      }
    },
    SLOW_MS,
  );
}
