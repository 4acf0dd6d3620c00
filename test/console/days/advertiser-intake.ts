import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { api } from '../../../infra/local/demo/http.ts';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';
import { expectText, LEADS, offerNamed, publisherOf, receiver, SCRIPT, SLOW_MS } from './advertiser-world.ts';

const MEETINGS = 'Roof inspections';

/** A lead as the form of the lead offer asks for it, brought by the sample's publisher. */
async function bringLead(world: ConsoleWorld, offerId: string, name: string, phone: string): Promise<string> {
  const { publisherId } = await publisherOf(world);
  const { leadId } = await (await world.operator()).send<{ leadId: string }>('POST', '/v1/leads', {
    ...{ offerId, publisherId, source: 'newsletter', fields: { fullName: name, phone, cover: 'tile' } },
    consent: { text: 'I agree to be called.', at: new Date().toISOString(), ipAddress: '192.0.2.7' },
  });
  return leadId;
}

/** Where an advertiser takes what it buys: leads in its own system, meetings in its hours or its calendar. */
export function advertiserIntake(get: () => ConsoleWorld): void {
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

        // What came is read in the browser, too.
        await page.goto(`${get().app.url}/console/#/outcomes/${leadId}`);
        await page.getByRole('heading', { name: 'Lead, judged' }).waitFor();
        await page.getByText('Mary Somerville').waitFor();
        await page.getByText(/^Taken by your system .* after 1 try$/).waitFor();
        await page.getByRole('button', { name: 'We reached out just now' }).click();
        await page.getByText('First reached out').waitFor();
        await settled(page);
        await expectAccessible(page);
        await screenshot(page, 'advertiser-lead');
        await page.goto(`${get().app.url}/console/#/offers/${offerId}`);

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
    'sees with whom a meeting is and what they said, and says who came',
    async () => {
      const operator = await get().operator();
      const { offerId } = await offerNamed(get(), MEETINGS);
      const { publisherId } = await publisherOf(get());
      const hours = `/v1/offers/${offerId}/availability`;
      const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1_440 }];
      await operator.send('PUT', hours, {
        ...{ hours: { zone: 'America/Chicago', windows }, slotMinutes: 5, noticeMinutes: 0 },
      });
      const { items } = await operator.get<{ items: { startsAt: string }[] }>(`/v1/offers/${offerId}/slots?days=2`);
      // Not the first: that one may begin while this is being read.
      const startsAt = items[1]?.startsAt ?? '';
      const { appointmentId } = await operator.send<{ appointmentId: string }>('POST', '/v1/appointments', {
        ...{ offerId, publisherId, startsAt, zone: 'America/Chicago' },
        attendee: { name: SCRIPT, email: 'mary@example.com' },
        answers: { budget: 50_000, authority: true },
        evidence: { budget: 'said so on the phone' },
      });
      const page = await get().signedIn('advertiser', `#/outcomes/${appointmentId}`);
      await page.getByText(SCRIPT, { exact: true }).waitFor();
      await page.getByText('50000: said so on the phone').waitFor();
      await expectText(page);
      await page.getByRole('button', { name: 'They came' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'They came' }).click();
      await page.getByText(/nobody can have come yet/).waitFor();

      await api(get().app.url).send('POST', '/__local/clock', { toMs: Date.parse(startsAt) + 1_000 });
      await page.getByRole('button', { name: 'Nobody came' }).click();
      const now = new Date().toISOString().slice(0, 16);
      await dialog.getByLabel('Attempt 1').fill(now);
      await dialog.getByLabel('Attempt 2').fill('2020-01-01T09:00');
      await dialog.getByRole('button', { name: 'Say so' }).click();
      await dialog.locator('.said', { hasText: 'is more than a day before the meeting' }).waitFor();
      await expectAccessible(page);
      await dialog.getByLabel('Attempt 2').fill(now);
      await dialog.getByRole('button', { name: 'Say so' }).click();
      await page.getByText(/^nobody came, /).waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'advertiser-meeting');
      await page.getByRole('button', { name: 'They came' }).click();
      await dialog.getByRole('button', { name: 'They came' }).click();
      await page.getByRole('heading', { name: 'Appointment, judged' }).waitFor();
      await page.getByText('$200.00').first().waitFor();
      await page.setViewportSize({ width: 390, height: 844 });
      await screenshot(page, 'advertiser-meeting-phone');
    },
    SLOW_MS,
  );
}
