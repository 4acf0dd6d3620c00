import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { api } from '../../../infra/local/demo/http.ts';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';

const SLOW_MS = 240_000;
/** Shown as text wherever it stands; run nowhere. */
const SCRIPT = '<img src=x onerror=alert(1)>';
const OFFER = 'Roof repair, Illinois and Wisconsin';
const DESK = 'Sales desk';
const LEADS = 'Roofing leads';
const MEETINGS = 'Roof inspections';
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

interface Offer {
  readonly offerId: string;
  readonly name: string;
}

const offerNamed = async (world: ConsoleWorld, wanted = OFFER): Promise<Offer> => {
  const page = await (await world.operator()).get<{ items: Offer[] }>('/v1/offers?limit=100');
  const found = page.items.find(({ name }) => name === wanted);
  if (!found) throw new Error('the offer is not there');
  return found;
};

/** Who brings the sample's calls. */
async function publisherOf(world: ConsoleWorld): Promise<{ readonly publisherId: string; readonly name: string }> {
  const { items } = await (await world.operator()).get<{ items: { publisherId: string; name: string }[] }>(
    '/v1/publishers?limit=1',
  );
  if (!items[0]) throw new Error('the sample has no publisher');
  return items[0];
}

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

interface Sent {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A system of the advertiser's own: remembers what it was sent. */
async function receiver() {
  const ids: string[] = [];
  const sent: Sent[] = [];
  const answers = { status: 200, body: 'thanks' };
  const server = createServer(async (request, response) => {
    ids.push(String(request.headers['webhook-id']));
    sent.push({ headers: request.headers as Record<string, string>, body: await text(request) });
    response.writeHead(answers.status).end(answers.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, ids, sent, answers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}

/** A lead as the form of the lead offer asks for it, brought by the sample's publisher. */
async function bringLead(world: ConsoleWorld, offerId: string, name: string, phone: string): Promise<string> {
  const { publisherId } = await publisherOf(world);
  const { leadId } = await (await world.operator()).send<{ leadId: string }>('POST', '/v1/leads', {
    ...{ offerId, publisherId, source: 'newsletter', fields: { fullName: name, phone, cover: 'tile' } },
    consent: { text: 'I agree to be called.', at: new Date().toISOString(), ipAddress: '192.0.2.7' },
  });
  return leadId;
}

/** Text of others is text: no image came of it, and no script ran. */
async function expectText(page: Page): Promise<void> {
  expect(await page.locator('main img').count()).toBe(0);
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

  it(
    'says where its leads go and under which names, and one arrives there signed by the secret that was shown',
    async () => {
      const { server, url, sent, answers } = await receiver();
      answers.body = '{}';
      try {
        const { offerId } = await offerNamed(get(), LEADS);
        const page = await get().signedIn('advertiser', `#/offers/${offerId}`);
        await page.getByText('They are sent nowhere yet').waitFor();
        await page.getByRole('button', { name: 'Say where leads go' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Address', { exact: true }).fill('https://169.254.169.254/latest');
        await dialog.getByLabel('Your name', { exact: true }).fill('contact_name');
        await dialog.getByLabel('Id of the offer').fill('');
        await dialog.getByRole('button', { name: 'Add one' }).click();
        await dialog.getByLabel('Name', { exact: true }).fill('campaign');
        await dialog.getByLabel('Value').fill(SCRIPT);
        await dialog.getByRole('button', { name: 'Send leads there' }).click();
        await dialog
          .locator('.field', { has: page.getByLabel('Address', { exact: true }) })
          .locator('.said')
          .waitFor();
        await expectAccessible(page);
        await screenshot(page, 'advertiser-lead-delivery-refused');
        await dialog.getByLabel('Address', { exact: true }).fill(url);
        await dialog.getByRole('button', { name: 'Send leads there' }).click();
        await dialog.getByRole('heading', { name: 'The secret leads are signed with' }).waitFor();
        const secret = (await dialog.locator('pre').textContent()) ?? '';
        await dialog.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByRole('row', { name: 'Your name fullName contact_name' }).waitFor();
        await page.getByRole('row', { name: 'Id of the offer offer_id left out' }).waitFor();
        await page.getByText(`campaign: ${SCRIPT}`).waitFor();
        await expectText(page);
        await expectAccessible(page);
        await screenshot(page, 'advertiser-lead-delivery');

        const leadId = await bringLead(get(), offerId, 'Mary Somerville', '+12175550181');
        await expect.poll(() => sent.length, { timeout: SLOW_MS, interval: 250 }).toBe(1);
        const [{ headers, body } = { headers: {}, body: '' }] = sent;
        expect(new Webhook(secret).verify(body, headers)).toMatchObject({
          ...{ lead_id: leadId, contact_name: 'Mary Somerville', cover: 'tile', campaign: SCRIPT },
        });
        expect(JSON.parse(body)).not.toHaveProperty('offer_id');

        // A colleague is faster: what they set stands, and whoever saw what was before is told.
        await page.getByRole('button', { name: 'Change where leads go' }).click();
        await (await get().operator()).send('PUT', `/v1/offers/${offerId}/lead-delivery`, { url, format: 'form' });
        await dialog.getByRole('button', { name: 'Send leads there' }).click();
        await dialog.getByRole('alert').waitFor();
        await dialog.getByRole('button', { name: 'Close' }).click();
        await page.getByText('A web form, as a browser posts one').waitFor();
        await page.getByRole('button', { name: 'Pause sending' }).click();
        await page.getByRole('button', { name: 'Go on sending' }).waitFor();
        expect(await (await get().operator()).get(`/v1/offers/${offerId}/lead-delivery`)).toMatchObject({
          ...{ url, format: 'form', state: 'paused', version: 3 },
        });
        await page.setViewportSize({ width: 390, height: 844 });
        await screenshot(page, 'advertiser-lead-delivery-phone');
      } finally {
        server.close();
      }
    },
    SLOW_MS,
  );

  it(
    'says when its meetings are taken, and sees what a page would offer, by the clock of whoever looks',
    async () => {
      const page = await get().signedIn('advertiser', '#/offers/new');
      await page.getByLabel('Model').selectOption('appointment');
      await page.getByLabel('Name', { exact: true }).fill(MEETINGS);
      await page.getByLabel('You pay, USD').fill('200');
      await page.getByLabel('Publishers earn of it, USD').fill('140');
      await page.getByRole('button', { name: 'Make the offer' }).click();
      await page.getByText('No meeting can be booked yet').waitFor();
      await page.getByRole('button', { name: 'Set the hours' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Time zone').fill('America/Springfield');
      await dialog.getByLabel('A meeting takes, minutes').fill('45');
      await dialog.getByLabel('Kept free after it, minutes').fill('15');
      await dialog.getByLabel('Meetings at the same time').fill('2');
      await dialog.getByLabel('Where the meeting is joined').fill('https://meet.example.com/acme');
      await dialog.getByRole('button', { name: 'Take meetings then' }).click();
      await dialog
        .locator('.field', { has: page.getByLabel('Time zone') })
        .getByText('is not an IANA time zone')
        .waitFor();
      await expectAccessible(page);
      await screenshot(page, 'advertiser-meeting-hours-refused');
      await dialog.getByLabel('Time zone').fill('America/Chicago');
      await dialog.getByRole('button', { name: 'Take meetings then' }).click();
      await page.getByText('Mon–Fri 09:00–17:00 (America/Chicago)').waitFor();

      const { offerId } = await offerNamed(get(), MEETINGS);
      const operator = await get().operator();
      const slotsOf = `/v1/offers/${offerId}/slots?days=7&zone=`;
      const days = page.getByRole('table', { name: 'What can be booked now' }).locator('tbody tr');
      await days.last().getByText('09:00 (2) · 10:00 (2) · 11:00 (2)').waitFor();
      await page.getByLabel('As seen from').selectOption('Australia/Adelaide');
      // Nine in the morning there is half an hour beside anybody's full hour here.
      await days
        .last()
        .getByText(/:30 \(2\)/)
        .waitFor();
      await page.reload();
      await days.last().getByText('09:00 (2) · 10:00 (2) · 11:00 (2)').waitFor();
      await expectAccessible(page);
      await screenshot(page, 'advertiser-meeting-hours');

      // A colleague is faster: what they set stands, and whoever saw what was before is told.
      await page.getByRole('button', { name: 'Change the hours' }).click();
      expect(await dialog.getByLabel('Time zone').getAttribute('readonly')).not.toBeNull();
      const { version, ...seen } = await operator.get<{ version: number }>(`/v1/offers/${offerId}/availability`);
      await operator.send('PUT', `/v1/offers/${offerId}/availability`, { ...seen, noticeMinutes: 0, horizonDays: 60 });
      await dialog.getByRole('button', { name: 'Take meetings then' }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText('at most 60 days before').waitFor();

      const { items } = await operator.get<{ items: { startsAt: string }[] }>(`${slotsOf}America/Chicago`);
      const closed = items.at(-1)?.startsAt.slice(0, 10) ?? '';
      await page.getByRole('button', { name: 'Change the hours' }).click();
      await dialog.getByRole('button', { name: 'Add a closed day' }).click();
      await dialog.getByLabel('Closed day 1', { exact: true }).fill(closed);
      await dialog.getByRole('button', { name: 'Take meetings then' }).click();
      await dialog.waitFor({ state: 'detached' });
      const after = await operator.get<{ items: { startsAt: string }[] }>(`${slotsOf}America/Chicago`);
      expect(after.items.filter(({ startsAt }) => startsAt.startsWith(closed))).toEqual([]);
      expect(await operator.get(`/v1/offers/${offerId}/availability`)).toMatchObject({
        ...{ slotMinutes: 45, bufferMinutes: 15, capacity: 2, horizonDays: 60, closedDays: [closed] },
        ...{ joinUrl: 'https://meet.example.com/acme', version: version + 2 },
      });
      await settled(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await screenshot(page, 'advertiser-meeting-hours-phone');
    },
    SLOW_MS,
  );

  it(
    'connects the calendar it has elsewhere, whose bookings are taken by the secret that was shown, and renews that',
    async () => {
      const { offerId } = await offerNamed(get(), MEETINGS);
      const page = await get().signedIn('advertiser', `#/offers/${offerId}`);
      await page.getByRole('button', { name: 'Connect a calendar' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill(SCRIPT);
      await dialog.getByRole('button', { name: 'Connect it' }).click();
      await dialog.getByRole('heading', { name: 'Enter this in your calendar' }).waitFor();
      const webhookUrl = (await dialog.locator('p code').first().textContent()) ?? '';
      const secret = (await dialog.locator('pre').textContent()) ?? '';
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await page.getByText(`?metadata[callbourse]=TAG_KEY~${offerId}~SOURCE`).waitFor();
      await page.getByRole('cell', { name: SCRIPT, exact: true }).waitFor();
      await expectText(page);
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-calendars');

      const body = JSON.stringify({ triggerEvent: 'PING', createdAt: new Date().toISOString(), payload: {} });
      const told = async (by: string): Promise<number> => {
        const signature = createHmac('sha256', by).update(body).digest('hex');
        return (await fetch(webhookUrl, { method: 'POST', body, headers: { 'x-cal-signature-256': signature } }))
          .status;
      };
      expect([await told(secret), await told(`${secret}x`)]).toEqual([200, 403]);

      // A colleague is faster: a second renewal would end the secret that was entered a moment ago.
      const operator = await get().operator();
      await page.getByRole('button', { name: `New secret for ${SCRIPT}` }).click();
      await operator.send('PUT', `/v1/calendars/${webhookUrl.split('/').at(-2)}/secret`);
      await dialog.getByRole('button', { name: 'Make the secret' }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: `New secret for ${SCRIPT}` }).click();
      await dialog.getByRole('button', { name: 'Make the secret' }).click();
      await dialog.getByRole('heading', { name: 'Enter this in your calendar' }).waitFor();
      expect(await dialog.locator('pre').textContent()).not.toBe(secret);
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await page.setViewportSize({ width: 390, height: 844 });
      await screenshot(page, 'advertiser-calendars-phone');
    },
    SLOW_MS,
  );

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
