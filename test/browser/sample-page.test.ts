import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';
import { lease } from './tag-server.ts';

const tag = useTagFixture();
const FOLDER = new URL('../../web/sample/', import.meta.url);
const TYPES: Record<string, string> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};
const calls: unknown[] = [];

const ANSWER = {
  steps: [{ title: 'Answered', detail: 'exact: this page view' }, 'Talked for 95 s', '<img src=x onerror=alert(1)>'],
  outcomeId: 'out_1',
  verdict: {
    state: 'qualified',
    criteria: {
      kind: 'all',
      held: true,
      of: [{ kind: 'talk-time', asked: { kind: 'talk-time', minSeconds: 30 }, seen: 95, held: true }],
    },
  },
};

/** The sample page as `npm start` serves it, with the local app's two routes and the tag behind the same origin. */
async function openSample(answer: { status: number; body: unknown } = { status: 200, body: ANSWER }): Promise<void> {
  calls.length = 0;
  await tag.page.route('http://sample.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/__local/sample/config')
      return route.fulfill({ json: { key: 'pk_sample', publishedNumber: '+12175550142' } });
    if (pathname === '/__local/sample/call') {
      calls.push(route.request().postDataJSON());
      return route.fulfill({ status: answer.status, json: answer.body });
    }
    if (pathname === '/tag.js' || pathname === '/form.js')
      return route.fulfill({ response: await tag.page.request.get(`${tag.server.api}${pathname}`) });
    if (pathname === '/v1/leases') return route.fulfill({ json: lease({ number: '+12175550777' })?.body });
    const name = pathname.replace('/sample/', '') || 'index.html';
    const body = await readFile(new URL(name, FOLDER));
    return route.fulfill({ body, contentType: TYPES[name.split('.').pop() ?? ''] ?? '' });
  });
  await tag.page.goto('http://sample.test/sample/');
  await tag.until(`document.querySelector('#shown').textContent === '+12175550777'`);
}

it('shows the number of this visit in every way it is written, and the fax as it was', async () => {
  await openSample();
  const shown = await tag.look<string[]>(
    `[...document.querySelectorAll('[data-phone]')].map((place) => place.textContent)`,
  );
  expect(shown).toEqual([
    '217-555-0777',
    '(217) 555-0777',
    '217.555.0777',
    '217 555 0777',
    '217-555-0777',
    '+1 217 555 0777',
    '217-555-0142',
  ]);
  expect(
    await tag.look(`[...new Set([...document.querySelectorAll('[data-call]')].map((link) => link.href))]`),
  ).toEqual(['tel:+12175550777']);
  expect(await tag.look(`document.querySelector('#published').textContent`)).toBe('+12175550142');
  expect(await tag.look('window.__errors')).toEqual([]);
});

it('places a call to the number shown and tells what became of it', async () => {
  await openSample();
  await tag.page.fill('[name=from]', '+12175550123');
  await tag.page.click('button[type=submit]');
  await tag.until(`!document.querySelector('#verdict').hidden`);
  expect(calls).toEqual([{ to: '+12175550777', from: '+12175550123', talkSeconds: 95 }]);
  expect(await tag.look(`[...document.querySelectorAll('#steps li')].map((step) => step.textContent)`)).toEqual([
    'Answeredexact: this page view',
    'Talked for 95 s',
    '<img src=x onerror=alert(1)>',
  ]);
  expect(await tag.look(`document.querySelector('#verdict').innerText.split(/\\n+/)`)).toEqual([
    'Verdict: qualified',
    'Outcome out_1',
    '✓ All of these',
    '✓ talk-time: asked minSeconds 30; seen 95',
  ]);
});

it('says why a call could not be placed', async () => {
  await openSample({ status: 400, body: { title: 'Bad Request', detail: 'from: is not a phone number' } });
  await tag.page.click('button[type=submit]');
  await tag.until(`document.querySelector('#status').textContent.includes('from: is not a phone number')`);
  expect(await tag.look(`document.querySelector('button[type=submit]').disabled`)).toBe(false);
});

it('fits a phone without scrolling sideways', async () => {
  await tag.page.setViewportSize({ width: 360, height: 740 });
  await openSample();
  expect(await tag.look('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
});
