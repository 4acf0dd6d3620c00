import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ConsoleWorld } from '../fixture.ts';

/** What the steps of an advertiser's day share. */
export const SLOW_MS = 240_000;
/** Shown as text wherever it stands; run nowhere. */
export const SCRIPT = '<img src=x onerror=alert(1)>';
export const OFFER = 'Roof repair, Illinois and Wisconsin';
export const LEADS = 'Roofing leads';

interface Offer {
  readonly offerId: string;
  readonly name: string;
}

export const offerNamed = async (world: ConsoleWorld, wanted = OFFER): Promise<Offer> => {
  const page = await (await world.operator()).get<{ items: Offer[] }>('/v1/offers?limit=100');
  const found = page.items.find(({ name }) => name === wanted);
  if (!found) throw new Error('the offer is not there');
  return found;
};

/** Who brings the sample's calls. */
export async function publisherOf(
  world: ConsoleWorld,
): Promise<{ readonly publisherId: string; readonly name: string }> {
  const { items } = await (await world.operator()).get<{ items: { publisherId: string; name: string }[] }>(
    '/v1/publishers?limit=1',
  );
  if (!items[0]) throw new Error('the sample has no publisher');
  return items[0];
}

interface Sent {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A system of the advertiser's own: remembers what it was sent. */
export async function receiver() {
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

/** Text of others is text: no image came of it, and no script ran. */
export async function expectText(page: Page): Promise<void> {
  expect(await page.locator('main img').count()).toBe(0);
}
