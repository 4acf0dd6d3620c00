import { expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';
import { lease } from './tag-server.ts';

const tag = useTagFixture();
const text = () => tag.look<string>(`document.querySelector('main').textContent`);
const frames = (count: number) =>
  tag.look(`(async () => { for (let i = 0; i < ${count}; i++) await new Promise(requestAnimationFrame); })()`);

it('late content shows the leased number in the first frame that paints it', async () => {
  await tag.open('<main>555-123-4567</main>');
  const atPaint = await tag.look(`new Promise((done) => {
    document.querySelector('main').insertAdjacentHTML('beforeend', '<p>Late: <b>555</b>.123.4567</p>');
    // The tag hears of the change before this promise goes on, so its work comes first in the frame.
    Promise.resolve().then(() => requestAnimationFrame(() => done(document.querySelector('main').textContent)));
  })`);
  expect(atPaint).toBe('800-555-9876Late: 800.555.9876');
});

it('texts and links that the page rewrites are followed', async () => {
  await tag.open('<main><p>Hello</p><a>Call</a></main>');
  await tag.look(`document.querySelector('p').firstChild.data = 'Now 555-123-4567'`);
  await tag.look(`document.querySelector('a').href = 'tel:+15551234567'`);
  await tag.look(`document.querySelector('a').setAttribute('aria-label', 'Call 555-123-4567')`);
  await frames(2);
  expect(await text()).toBe('Now 800-555-9876Call');
  expect(await tag.look(`document.querySelector('a').href`)).toBe('tel:+18005559876');
  expect(await tag.look(`document.querySelector('a').ariaLabel`)).toBe('Call 800-555-9876');

  await tag.look(`document.querySelector('p').textContent = 'Closed'`);
  await tag.look('callbourse.consent(false)');
  expect(await text()).toBe('ClosedCall');
});

it('digits that grow into another number get their own back', async () => {
  await tag.open('<main>555-123-4567</main>');
  await tag.look(`document.querySelector('main').append('8')`);
  await frames(2);
  expect(await text()).toBe('555-123-45678');
  await tag.look(`document.querySelector('main').lastChild.remove()`);
  await frames(2);
  expect(await text()).toBe('800-555-9876');
});

it('a single-page app keeps one lease over its routes', async () => {
  await tag.open(`<nav><a id="next" href="/contact">Contact</a></nav><main>Home</main><script>
    document.querySelector('#next').addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', '/contact');
      document.querySelector('main').innerHTML = '<h1>Contact</h1><a href="tel:5551234567">(555) 123-4567</a>';
    });
  </script>`);
  await tag.page.click('#next');
  await frames(2);
  expect(await text()).toBe('Contact(800) 555-9876');
  expect(await tag.look(`document.querySelector('main a').getAttribute('href')`)).toBe('tel:8005559876');
  expect(tag.server.asks.map((ask) => ask.kind)).toEqual(['assign']);
  expect(await tag.look('window.__shift')).toBe(0);
});

it('a panel that was out of the page when the number was taken back is put right when it returns', async () => {
  await tag.open('<main><p>555-123-4567</p></main>');
  await tag.look(`(window.panel = document.querySelector('p')).remove()`);
  await tag.look('callbourse.consent(false)');
  await tag.look(`document.querySelector('main').append(panel)`);
  await frames(2);
  expect(await text()).toBe('555-123-4567');
});

it('a large page is done a slice at a time', async () => {
  const rows = Array.from({ length: 6_000 }, (_, row) => `<tr><td>${row}</td><td>555-123-4567</td></tr>`).join('');
  await tag.context.addInitScript(`
    window.__batches = [];
    document.addEventListener('DOMContentLoaded', () => new MutationObserver((changes) => __batches.push(changes.length))
      .observe(document.body, { subtree: true, characterData: true }));
  `);
  const { promise: after, resolve: letGo } = Promise.withResolvers<void>();
  tag.server.answer = () => ({ ...lease(), after });
  await tag.open(`<main><table>${rows}</table></main>`, { swapped: false });
  letGo();
  await tag.until(`!document.querySelector('main').textContent.includes('555-123-4567')`);
  const batches = await tag.look<number[]>('window.__batches');
  expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(6_000);
  expect(Math.max(...batches)).toBeLessThanOrEqual(1_000);
  expect(batches.length).toBeGreaterThan(6);
});

it('a page at rest asks for no frames', async () => {
  await tag.open('<main><p>555-123-4567</p><a href="tel:5551234567">555 123 4567</a></main>');
  await frames(3);
  const before = await tag.look<number>('window.__frames');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await tag.look('window.__frames')).toBe(before);
});

it('a script that insists on its own number slows nothing down', async () => {
  await tag.open(`<main>555-123-4567</main><script>
    window.__writes = 0;
    const main = document.querySelector('main');
    new MutationObserver(() => {
      if (main.textContent !== '555-123-4567') { window.__writes++; main.textContent = '555-123-4567'; }
    }).observe(main, { subtree: true, childList: true, characterData: true });
  </script>`);
  const writes = await tag.look<number>(`(async () => {
    const before = __writes;
    for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame);
    return __writes - before;
  })()`);
  // A few times a frame at most, and the page answers.
  expect(writes).toBeLessThanOrEqual(90);
});
