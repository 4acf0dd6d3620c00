import { it } from 'vitest';
import { type ConsoleWorld, expectAccessible, screenshot, settled } from '../fixture.ts';

const SLOW_MS = 240_000;

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
      await expectAccessible(page);
      await screenshot(page, 'operator-audit');
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
