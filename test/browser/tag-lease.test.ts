import { expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';
import { LEASED, lease } from './tag-server.ts';

const tag = useTagFixture();
const OTHER = '+18005550000';
const kinds = () => tag.server.asks.map((ask) => ask.kind);
const text = () => tag.look<string>(`document.querySelector('p').textContent`);
const BODY = '<p>555-123-4567</p>';

/** Tells the page that its tab was hidden or shown: headless tabs are always visible. */
const setHidden = (hidden: boolean) =>
  tag.look(`(() => {
    Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  })()`);

it('asks once, as plain text, naming the page and where the visitor came from', async () => {
  tag.server.page('/from', '<a href="/page?utm_source=mail">go</a>');
  await tag.page.goto(`${tag.server.site}/from`);
  tag.server.page('/page', `<body>${BODY}${tag.server.tag()}`);
  await tag.page.click('a');
  await tag.until(`window.callbourse && callbourse.number === '${LEASED}'`);
  expect(tag.server.asks).toEqual([
    {
      kind: 'assign',
      contentType: 'text/plain;charset=UTF-8',
      body: {
        key: 'pk_test',
        number: '+15551234567',
        page: { url: `${tag.server.site}/page?utm_source=mail`, referrer: `${tag.server.site}/from` },
      },
    },
  ]);
});

it('lets the number go when the page is left, and the returning visitor keeps it', async () => {
  await tag.open(BODY);
  await tag.page.goto('about:blank');
  await tag.eventually(() => kinds().includes('release'), 'the release');
  expect(tag.server.asks[1]).toEqual({
    kind: 'release',
    contentType: 'text/plain;charset=UTF-8',
    body: { key: 'pk_test', token: 'tok-1' },
  });

  // The answer is held back: what the page shows comes from its cache.
  const { promise: after, resolve: letGo } = Promise.withResolvers<void>();
  tag.server.answer = () => ({ ...lease({ number: OTHER, token: 'tok-2' }), after });
  await tag.open(BODY);
  expect(await text()).toBe('800-555-9876');
  await tag.eventually(() => kinds().length === 3, 'the second assign');
  expect(tag.server.asks[2]?.body.token).toBe('tok-1');
  letGo();
  await tag.until(`document.querySelector('p').textContent === '800-555-0000'`);
});

it('comes back from the page cache with its number, asking again', async () => {
  // The headless shell has no page cache, so the browser's events are sent by hand; what would keep a page out of it is
  // looked for: listeners to `unload` and `beforeunload`.
  await tag.page.addInitScript(`
    window.__listeners = [];
    const add = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (type, ...rest) {
      __listeners.push(type);
      return add.call(this, type, ...rest);
    };
  `);
  await tag.open(BODY);
  const turn = (type: string) => tag.look(`dispatchEvent(new PageTransitionEvent('${type}', { persisted: true }))`);
  await turn('pagehide');
  await tag.eventually(() => kinds().length === 2, 'the release');
  await turn('pageshow');
  await tag.eventually(() => kinds().length === 3, 'the second assign');
  expect(kinds()).toEqual(['assign', 'release', 'assign']);
  expect(tag.server.asks[2]?.body.token).toBe('tok-1');
  expect(await text()).toBe('800-555-9876');
  const listeners = await tag.look<string[]>('window.__listeners');
  expect(listeners).toContain('pagehide');
  expect(listeners.filter((type) => /unload/.test(type))).toEqual([]);
});

it('renews only while it is seen', async () => {
  await tag.page.clock.install();
  await tag.open(BODY);
  await tag.page.clock.fastForward(61_000);
  await tag.eventually(() => kinds().length === 2, 'the renewal');
  expect(tag.server.asks[1]).toMatchObject({ kind: 'renew' });
  expect(tag.server.asks[1]?.body).toEqual({ key: 'pk_test', token: 'tok-1' });
  // The page counts from when it takes the answer in: not before that may its clock go on.
  await tag.until(`JSON.parse(localStorage['callbourse.pk_test']).askAtMs > Date.now()`);

  await setHidden(true);
  await tag.page.clock.fastForward(600_000);
  expect(kinds()).toEqual(['assign', 'renew']);
  await setHidden(false);
  await tag.eventually(() => kinds().length === 3, 'the renewal on return');
});

it('asks for another number when its lease is lost', async () => {
  await tag.page.clock.install();
  await tag.open(BODY);
  tag.server.answer = (ask) => (ask.kind === 'renew' ? { status: 410, body: {} } : lease({ number: OTHER }));
  await tag.page.clock.fastForward(61_000);
  await tag.until(`document.querySelector('p').textContent === '800-555-0000'`);
  expect(kinds()).toEqual(['assign', 'renew', 'assign']);
  expect(tag.server.asks[2]?.body).toMatchObject({ token: 'tok-1', page: { url: `${tag.server.site}/page` } });
});

it('does without a token that is refused, as after the signing secret was changed', async () => {
  await tag.open(BODY);
  await tag.page.goto('about:blank');
  await tag.eventually(() => kinds().includes('release'), 'the release');
  tag.server.answer = ({ body }) => (body.token ? { status: 403, body: {} } : lease({ number: OTHER, token: 'tok-2' }));
  await tag.open(BODY, { swapped: false });
  await tag.until(`document.querySelector('p').textContent === '800-555-0000'`);
  expect(tag.server.asks.map((ask) => ask.body.token)).toEqual([undefined, 'tok-1', 'tok-1', undefined]);
});

it('gives the page its own number back when the lease is lost and no other comes', async () => {
  await tag.page.clock.install();
  await tag.open(BODY);
  tag.server.answer = (ask) => ({ status: ask.kind === 'renew' ? 409 : 503, body: {} });
  await tag.page.clock.fastForward(61_000);
  await tag.until(`document.querySelector('p').textContent === '555-123-4567'`);
  expect(await tag.look('callbourse.number')).toBe('+15551234567');
});

it('keeps the number through an outage as long as the lease lasts, and not longer', async () => {
  await tag.page.clock.install();
  tag.server.answer = () => lease({ expiresAtMs: Date.now() + 120_000 });
  await tag.open(BODY);
  tag.server.answer = () => ({ status: 500, body: {} });
  await tag.page.clock.fastForward(61_000);
  await tag.eventually(() => kinds().length === 2, 'the failed renewal');
  expect(await text()).toBe('800-555-9876');
  await tag.page.clock.fastForward(61_000);
  await tag.until(`document.querySelector('p').textContent === '555-123-4567'`);
  tag.server.answer = () => lease();
  await tag.page.clock.fastForward(61_000);
  await tag.until(`document.querySelector('p').textContent === '800-555-9876'`);
});

it('two tabs share one number, and the one that stays asks again when the other lets it go', async () => {
  const stored = (what: string) => tag.until(`JSON.parse(localStorage['callbourse.pk_test']).${what}`);
  await tag.open(BODY);
  tag.server.answer = () => lease({ token: 'tok-2' });
  const second = await tag.context.newPage();
  await second.goto(`${tag.server.site}/page`);
  // It holds the number from when it takes the answer in, which is after it has shown it from the cache.
  await stored(`token === 'tok-2'`);
  expect(await second.evaluate('callbourse.number')).toBe(LEASED);
  expect(tag.server.asks[1]?.body.token).toBe('tok-1');
  await second.close({ runBeforeUnload: false });
  await tag.eventually(() => kinds().includes('release'), 'the release');
  await stored('askAtMs === 0');
  await setHidden(false);
  await tag.eventually(() => kinds().includes('renew'), 'the renewal of the tab that stays');
});

it('works where storage is forbidden', async () => {
  await tag.page.addInitScript(`Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })`);
  await tag.open(BODY);
  expect(await text()).toBe('800-555-9876');
  expect(await tag.look('window.__errors')).toEqual([]);
});

it('shows the fallback number of the publisher, and a static one, alike', async () => {
  tag.server.answer = () => ({
    status: 201,
    body: { number: OTHER, token: null, kind: 'fallback', expiresAtMs: null },
  });
  await tag.open(BODY, { swapped: false });
  await tag.until(`document.querySelector('p').textContent === '800-555-0000'`);
  await tag.page.goto('about:blank');
  expect(kinds()).toEqual(['assign']);
});
