import { expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';
import { lease } from './tag-server.ts';

const tag = useTagFixture();
const BODY = '<p>555-123-4567</p>';
const text = () => tag.look<string>(`document.querySelector('p').textContent`);
const stored = () => tag.look<number>('localStorage.length');
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));
const swapped = `document.querySelector('p').textContent === '800-555-9876'`;

async function openUnconsented(): Promise<void> {
  await tag.open(BODY, { attributes: 'data-consent="required"', swapped: false });
  await tag.until('window.callbourse && callbourse.consent');
  await settle();
  expect(tag.server.asks).toEqual([]);
  expect(await stored()).toBe(0);
  expect(await text()).toBe('555-123-4567');
}

it('without consent nothing is asked, stored or shown; with it the number comes', async () => {
  await openUnconsented();
  await tag.look('callbourse.consent(true)');
  await tag.until(swapped);
  expect(await stored()).toBe(1);
});

it.each(['window', 'document', 'document.body'])('hears the event sent to %s', async (target) => {
  await openUnconsented();
  await tag.look(`${target}.dispatchEvent(new CustomEvent('callbourse:consent', { detail: true }))`);
  await tag.until(swapped);
});

it.each(['"denied"', '1', '{}', 'undefined'])('takes %s for a no', async (given) => {
  await openUnconsented();
  await tag.look(`callbourse.consent(${given})`);
  await settle();
  expect(tag.server.asks).toEqual([]);
});

it('a yes that was there before the tag counts', async () => {
  await tag.page.addInitScript('window.callbourse = { consent: true }');
  await tag.open(BODY, { attributes: 'data-consent="required"' });
  expect(await text()).toBe('800-555-9876');
});

it('a no that was there before the tag counts, even where consent is not required', async () => {
  await tag.page.addInitScript('window.callbourse = { consent: false }');
  await tag.open(BODY, { swapped: false });
  await settle();
  expect(tag.server.asks).toEqual([]);
  expect(await stored()).toBe(0);
  await tag.look('callbourse.consent(true)');
  await tag.until(swapped);
});

it('withdrawn, the number goes back, the visitor is forgotten, and the page is as it was', async () => {
  await tag.open(BODY);
  await tag.look('callbourse.consent(false)');
  expect(await text()).toBe('555-123-4567');
  expect(await stored()).toBe(0);
  await tag.eventually(() => tag.server.asks.some((ask) => ask.kind === 'release'), 'the release');
  await tag.look('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))');
  await settle();
  expect(tag.server.asks.map((ask) => ask.kind)).toEqual(['assign', 'release']);

  await tag.look('callbourse.consent(true)');
  await tag.until(swapped);
  expect(tag.server.asks[2]?.body.token).toBeUndefined();
});

it('withdrawn while the answer is on its way, the number is handed straight back', async () => {
  const { promise: after, resolve: letGo } = Promise.withResolvers<void>();
  tag.server.answer = () => ({ ...lease(), after });
  await tag.open(BODY, { swapped: false });
  await tag.eventually(() => tag.server.asks.length === 1, 'the assign');
  await tag.look('callbourse.consent(false)');
  letGo();
  await tag.eventually(() => tag.server.asks.length === 2, 'the release');
  expect(tag.server.asks[1]).toMatchObject({ kind: 'release', body: { token: 'tok-1' } });
  expect(await text()).toBe('555-123-4567');
  expect(await stored()).toBe(0);
});

it('Global Privacy Control is a no until this page is told yes', async () => {
  await tag.page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
  await tag.open(BODY, { swapped: false });
  await settle();
  expect(tag.server.asks).toEqual([]);
  await tag.look('callbourse.consent(true)');
  await tag.until(swapped);
});
