import { describe, expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';
import { type Answer, lease } from './tag-server.ts';

const tag = useTagFixture();
const BODY = '<p>555-123-4567</p><a href="tel:+15551234567">Call</a>';
const body = () => tag.look<string>('document.body.innerHTML');
const settle = () => new Promise((resolve) => setTimeout(resolve, 150));

const BAD_ANSWERS: [string, Answer][] = [
  ['500', { status: 500, body: {} }],
  ['an unknown key', { status: 404, body: { type: 'about:blank', title: 'Unknown key' } }],
  ['an origin that is not allowed', { status: 403, body: { title: 'Forbidden' } }],
  ['garbage', { status: 200, body: '<html>502 Bad gateway' }],
  ['an empty body', { status: 200, body: '' }],
  ['null', { status: 200, body: 'null' }],
  ['no number', { status: 201, body: { token: 't' } }],
  ['a number that is none', lease({ number: '<img src=x onerror=alert(1)>' })],
  ['a number of another length', lease({ number: '+1800555987' })],
  ['a number of another country', lease({ number: '+44207946095' })],
  ['a number given as a number', lease({ number: 18005559876 })],
  ['no answer at all', undefined],
];

describe('the page stays as it was', () => {
  it.each(BAD_ANSWERS)('on %s', async (_name, answer) => {
    tag.server.answer = () => answer;
    await tag.open(BODY, { swapped: false });
    await tag.eventually(() => tag.server.asks.length === 1, 'the assign');
    await settle();
    expect(await body()).toBe(BODY);
    expect(tag.server.asks.length).toBe(1);
    expect(await tag.look('window.__errors')).toEqual([]);
    expect(await tag.look('localStorage.length')).toBe(0);
  });

  it('without a network', async () => {
    await tag.page.route('**/v1/leases', (route) => route.abort('internetdisconnected'));
    await tag.open(BODY, { swapped: false });
    await settle();
    expect(await body()).toBe(BODY);
    expect(await tag.look('window.__errors')).toEqual([]);
  });

  it('on a timeout, and tries again later', async () => {
    tag.server.answer = () => undefined;
    await tag.page.clock.install();
    await tag.open(BODY, { swapped: false });
    await tag.eventually(() => tag.server.asks.length === 1, 'the assign');
    tag.server.answer = () => lease();
    const givenUp = tag.page.waitForEvent('requestfailed');
    await tag.page.clock.fastForward(10_100);
    await givenUp;
    expect(await body()).toBe(BODY);
    await tag.page.clock.fastForward(31_000);
    await tag.until(`document.querySelector('p').textContent === '800-555-9876'`);
  });

  it.each([
    ['no key', '<script async src="API/tag.js" data-number="+15551234567"></script>'],
    ['no number', '<script async src="API/tag.js" data-key="pk_test"></script>'],
    [
      'a number that is not E.164',
      '<script async src="API/tag.js" data-key="pk_test" data-number="555-123-4567"></script>',
    ],
  ])('with %s in the snippet, and the console says why', async (_name, snippet) => {
    const warnings: string[] = [];
    tag.page.on('console', (message) => warnings.push(message.text()));
    const html = `<body>${BODY}${snippet.replace('API', tag.server.api)}</body>`;
    await tag.page.goto(tag.server.page('/wrong', html));
    await tag.eventually(() => warnings.length > 0, 'the warning');
    expect(warnings).toEqual(['callbourse: data-key? data-number?']);
    expect(tag.server.asks).toEqual([]);
  });
});

it('pasted twice, works once', async () => {
  await tag.open(`${BODY}${tag.server.tag()}`);
  await settle();
  expect(tag.server.asks.length).toBe(1);
  expect(await body()).toContain('<p>800-555-9876</p>');
});

it('works under a strict content security policy with a nonce', async () => {
  const policy = `default-src 'none'; script-src 'nonce-abc'; connect-src ${tag.server.api}; require-trusted-types-for 'script'`;
  await tag.open(BODY, { attributes: 'nonce="abc"', headers: { 'content-security-policy': policy }, swapped: false });
  await tag.until(`document.body.innerHTML === '<p>800-555-9876</p><a href="tel:+18005559876">Call</a>'`);
  expect(await tag.look('window.__errors')).toEqual([]);
});

it('under a policy that forbids asking, leaves the page alone', async () => {
  const policy = `default-src 'none'; script-src ${tag.server.api}`;
  await tag.open(BODY, { headers: { 'content-security-policy': policy }, swapped: false });
  await settle();
  expect(await body()).toBe(BODY);
  expect(tag.server.asks).toEqual([]);
});
