import { expect, it } from 'vitest';
import { api } from '../../../infra/local/demo/http.ts';
import { type ConsoleWorld, expectAccessible, PEOPLE, screenshot, settled } from '../fixture.ts';

const SLOW_MS = 240_000;

/** The simulated carrier sells the numbers of each area code that are set aside for fiction, from this one on. */
const BOUGHT = '+13125550100';
/** The sample network's own publisher and its pool. */
const SAMPLE_PUBLISHER = 'Sangamon Plumbing & Drain (sample page)';
const SAMPLE_POOL = 'Sample page';
const SEWERS = 'Sewers, by request';

/** A publisher of its own asks for an offer that is joined on request. */
async function askedToJoin(world: ConsoleWorld): Promise<void> {
  const operator = await world.operator();
  const { advertiserId } = await operator.send<{ advertiserId: string }>('POST', '/v1/advertisers', {
    name: 'Sewer Co',
  });
  const { offerId } = await operator.send<{ offerId: string }>('POST', '/v1/offers', {
    ...{ advertiserId, model: 'call', name: SEWERS, currency: 'USD', joining: 'on-request' },
    ...{ criteria: { kind: 'talk-time', minSeconds: 60 }, chargeMinor: 4_000, payoutMinor: 3_000, holdDays: 7 },
  });
  const { publisherId } = await operator.send<{ publisherId: string }>('POST', '/v1/publishers', {
    ...{ name: 'Sewer Guide', origins: ['https://sewers.example.com'], currency: 'USD', payoutThresholdMinor: 5_000 },
  });
  const { key } = await operator.send<{ key: string }>('POST', '/v1/keys', {
    ...{ role: 'publisher', subjectId: publisherId, label: 'asks' },
  });
  const note = 'We rank first for sewers in Peoria.';
  await api(world.app.url, key).send('POST', `/v1/offers/${offerId}/join-requests`, { note });
}

async function samplePool(operator: ReturnType<typeof api>): Promise<string> {
  const publishers = await operator.get<{ items: { publisherId: string; name: string }[] }>('/v1/publishers?limit=100');
  const publisherId = publishers.items.find(({ name }) => name === SAMPLE_PUBLISHER)?.publisherId;
  const pools = await operator.get<{ items: { poolId: string }[] }>(`/v1/pools?publisherId=${publisherId}`);
  return pools.items[0]?.poolId ?? '';
}

/** What an operator does on a day: lets people in, approves who wants to bring calls, and looks whether all is well. */
export function operatorDay(get: () => ConsoleWorld): void {
  it(
    'invites somebody, who is in the list at once',
    async () => {
      const page = await get().signedIn('operator', '#/users');
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      await page.getByLabel('E-mail').fill('new.clerk@example.com');
      await page.getByLabel('Name').fill('Nora <script>alert(1)</script> Clerk');
      await page.getByLabel('Role').selectOption('finance');
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await page.getByRole('cell', { name: 'new.clerk@example.com' }).waitFor();
      await page.getByText('Nora <script>alert(1)</script> Clerk').waitFor();
      await expectAccessible(page);
      await screenshot(page, 'operator-users');
    },
    SLOW_MS,
  );

  it(
    'approves a publisher, and finds that change in the audit with who, when and after',
    async () => {
      const operator = await get().operator();
      await operator.send('POST', '/v1/publishers', {
        name: 'Prairie Roofing Guide',
        origins: ['https://roofs.example.com'],
        currency: 'USD',
        payoutThresholdMinor: 5_000,
        state: 'pending',
      });
      const page = await get().signedIn('operator', '#/publishers');
      await page.getByLabel('State').selectOption('pending');
      await page.getByRole('link', { name: 'Prairie Roofing Guide' }).waitFor();
      await screenshot(page, 'operator-publisher-waits');
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('Prairie Roofing Guide is active.').waitFor();
      await page.getByRole('link', { name: 'Audit' }).click();
      await page.getByLabel('Operation').fill('setPublisherState');
      await page.getByRole('button', { name: 'set publisher state' }).first().click();
      const change = page.getByRole('dialog');
      await change.getByRole('heading', { name: 'After' }).waitFor();
      await change.getByText('"state": "active"').first().waitFor();
      const me = (await page.locator('.who strong').textContent()) ?? '';
      await change.getByText(PEOPLE.operator).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'operator-audit');
      await page.reload();
      await page.getByRole('button', { name: 'set publisher state' }).first().waitFor();
      expect(await page.getByLabel('Operation').inputValue()).toBe('setPublisherState');
      // By the person's name, as everybody knows them.
      await page.getByLabel('Operation').fill('');
      await page.getByLabel('Who', { exact: true }).fill(`${me}, ${PEOPLE.operator}`);
      await page
        .getByRole('row', { name: `${me} set publisher state` })
        .first()
        .waitFor();
      expect(await page.getByRole('cell', { name: 'Key “the network’s own”' }).count()).toBe(0);
    },
    SLOW_MS,
  );

  it(
    'lets a publisher into an offer whose advertiser does not answer, and is held to a reason for a no',
    async () => {
      await askedToJoin(get());
      const page = await get().signedIn('operator', '#/join-requests');
      const row = page.getByRole('row', { name: 'Sewer Guide' });
      await row.getByText('We rank first for sewers in Peoria.').waitFor();
      await row.getByRole('button', { name: `Terms of ${SEWERS}` }).click();
      await page.getByRole('dialog').getByText('the talk lasts at least 60 s').waitFor();
      await settled(page);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Close' }).click();
      await screenshot(page, 'operator-join-requests');
      await row.getByRole('button', { name: 'Decline Sewer Guide' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Why').fill('   ');
      await form.getByRole('button', { name: 'Decline it' }).click();
      await form.locator('.field .said').waitFor();
      await form.getByLabel('Why').fill('Show us the page first.');
      await form.getByRole('button', { name: 'Decline it' }).click();
      await page.getByText('Nobody waits for an answer').waitFor();
      await page.getByLabel('State').selectOption('declined');
      // However the answers overtake each other: the list that is asked for first stands as it was before the decision.
      const [listed, decided] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      let asked = 0;
      await page.route('**/decision', (route) => listed.promise.then(() => route.continue()));
      await page.route(/join-requests\?.*state=approved/, async (route) => {
        asked += 1;
        if (asked > 1) return route.continue();
        const before = await route.fetch();
        listed.resolve();
        await decided.promise;
        return route.fulfill({ response: before });
      });
      await row.getByRole('button', { name: 'Approve Sewer Guide' }).click();
      await page.getByLabel('State').selectOption('approved');
      await listed.promise;
      await page.getByLabel('Advertiser').fill('adv_of-nobody');
      await page.getByText('Sewer Guide is in').waitFor();
      decided.resolve();
      await page.getByText('No request', { exact: true }).waitFor();
      await page.getByLabel('Advertiser').fill('');
      await row.getByText('approved', { exact: true }).waitFor();
    },
    SLOW_MS,
  );

  it(
    'buys a number, told which area code is none, and places it in a pool by its name',
    async () => {
      const page = await get().signedIn('operator', '#/numbers');
      await page.getByRole('button', { name: 'Buy a number' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Area code').fill('Chicago');
      await form.getByRole('button', { name: 'Search' }).click();
      await form.locator('.field .said', { hasText: 'is not an area code such as 217' }).waitFor();
      await form.getByLabel('Area code').fill('312');
      await form.getByRole('button', { name: 'Search' }).click();
      await form.getByRole('cell', { name: BOUGHT, exact: true }).waitFor();
      await expectAccessible(page);
      await screenshot(page, 'operator-buys-number');
      await form.getByRole('button', { name: `Buy ${BOUGHT}`, exact: true }).click();
      await form.waitFor({ state: 'hidden' });
      await page.getByRole('cell', { name: BOUGHT, exact: true }).waitFor();
      await settled(page);
      await screenshot(page, 'operator-number-bought');
      await page.getByRole('row', { name: BOUGHT }).getByRole('button', { name: 'Place…' }).click();
      const place = page.getByRole('dialog');
      await place.getByLabel('Of publisher').fill('Sangamon');
      await place.getByText('Choose one from the list.').waitFor();
      await place.getByLabel('Of publisher').fill(SAMPLE_PUBLISHER);
      await place.getByLabel('Pool').selectOption({ label: SAMPLE_POOL });
      await expectAccessible(page);
      await screenshot(page, 'operator-places-number');
      await place.getByRole('button', { name: 'Place it' }).click();
      await place.waitFor({ state: 'hidden' });
      await page.getByLabel('Show', { exact: true }).selectOption('resting');
      await page.getByText('None that was bought here is resting').waitFor();
      await page.getByLabel('Show', { exact: true }).selectOption('placed');
      // Its pool and whose that is, whoever's pools are looked at.
      await page
        .getByRole('row', { name: `${SAMPLE_POOL} ${SAMPLE_PUBLISHER}` })
        .getByText(BOUGHT)
        .waitFor();
      await page.getByText(`All numbers of ${SAMPLE_POOL}`).click();
      const all = page.getByRole('region', { name: `All numbers of ${SAMPLE_POOL}` });
      await all.getByRole('cell', { name: BOUGHT, exact: true }).waitFor();
      // Beside what the sample brought along.
      expect(await all.getByRole('row').count()).toBeGreaterThan(2);
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'operator-numbers-of-a-pool');
    },
    SLOW_MS,
  );

  it(
    'lets a pool grow by itself, and undoes nothing that a colleague said of it meanwhile',
    async () => {
      const operator = await get().operator();
      const page = await get().signedIn('operator', '#/numbers');
      const pools = page.getByRole('region', { name: 'Pools' });
      await pools.getByLabel('Publisher').fill(SAMPLE_PUBLISHER);
      await pools.getByText('It stays as large as it is.').waitFor();
      const open = pools.getByRole('button', { name: `Set growth of ${SAMPLE_POOL}` });
      await open.click();
      const form = page.getByRole('dialog');
      await form.getByLabel('Area code').fill('Chicago');
      await form.getByLabel('Numbers at most').fill('60');
      await form.getByRole('button', { name: 'Let it grow' }).click();
      await form.locator('.field .said', { hasText: 'is not an area code such as 217' }).waitFor();
      await form.getByLabel('Area code').fill('312');
      await expectAccessible(page);
      await screenshot(page, 'operator-pool-grows');
      await form.getByRole('button', { name: 'Let it grow' }).click();
      await form.waitFor({ state: 'hidden' });
      await pools.getByText('up to 60 numbers, with those of US 312 at Twilio').waitFor();
      await open.click();
      await form.getByLabel('Numbers at most').fill('80');
      const rule = { carrier: 'twilio', country: 'US', areaCode: '312', maxNumbers: 70 };
      await operator.send('PUT', `/v1/pools/${await samplePool(operator)}/scaling`, rule);
      await form.getByRole('button', { name: 'Let it grow' }).click();
      await form.getByText('version 2 is current, not 1').waitFor();
      await form.getByRole('button', { name: 'Close' }).click();
      await pools.getByText('up to 70 numbers').waitFor();
      await pools.getByRole('button', { name: `End growth of ${SAMPLE_POOL}` }).click();
      await pools.getByText('It stays as large as it is.').waitFor();
      await settled(page);
      await expectAccessible(page);
    },
    SLOW_MS,
  );

  it(
    'sees how queues and pools stand, and where dead letters would be sent through again',
    async () => {
      const page = await get().signedIn('operator', '#/health');
      await page.getByRole('region', { name: 'Queues' }).getByRole('cell', { name: 'webhook-deliveries' }).waitFor();
      await page.getByRole('columnheader', { name: 'Redrive' }).waitFor();
      await settled(page);
      await expectAccessible(page);
      await screenshot(page, 'operator-health-looked-at');
    },
    SLOW_MS,
  );
}
