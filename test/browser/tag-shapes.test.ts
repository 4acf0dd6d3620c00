import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useTagFixture } from './tag-fixture.ts';

const tag = useTagFixture();

/** Page shapes: what the publisher wrote, and what the visitor must see. `=` stands for unchanged. */
const SHAPES: [name: string, written: string, expected: string][] = [
  ['a paragraph', '<p>Call (555) 123-4567 now</p>', '<p>Call (800) 555-9876 now</p>'],
  ['a link and its text', '<a href="tel:+15551234567">555.123.4567</a>', '<a href="tel:+18005559876">800.555.9876</a>'],
  ['a link written its own way', '<a href="tel:555-123-4567">Call</a>', '<a href="tel:800-555-9876">Call</a>'],
  [
    'labels for screen readers',
    '<a href="tel:15551234567" aria-label="Call 555 123 4567" title="+1 555 123 4567"><img alt=""></a>',
    '<a href="tel:18005559876" aria-label="Call 800 555 9876" title="+1 800 555 9876"><img alt=""></a>',
  ],
  [
    'digits split over elements',
    '<p><span>555</span>-<b>123</b>-<i>4567</i></p>',
    '<p><span>800</span>-<b>555</b>-<i>9876</i></p>',
  ],
  [
    'split with indentation and comments between',
    '<p>(<span>555</span>)\n        <span>123<!-- x -->-45</span><wbr>67</p>',
    '<p>(<span>800</span>)\n        <span>555<!-- x -->-98</span><wbr>76</p>',
  ],
  ['single digits', '<p>+1 <b>5</b><b>5</b><b>5</b> 123 4567</p>', '<p>+1 <b>8</b><b>0</b><b>0</b> 555 9876</p>'],
  [
    'a label and a value without a blank between',
    '<div><span>Phone</span><span>555-123-4567</span></div>',
    '<div><span>Phone</span><span>800-555-9876</span></div>',
  ],
  [
    'two links side by side',
    '<div><a href="tel:+15551234567">555-123-4567</a><a href="tel:+15559999999">555-999-9999</a></div>',
    '<div><a href="tel:+18005559876">800-555-9876</a><a href="tel:+15559999999">555-999-9999</a></div>',
  ],
  [
    'a table with a neighbour in the next cell',
    '<table><tbody><tr><td>12</td><td>5551234567</td><td>89</td></tr></tbody></table>',
    '<table><tbody><tr><td>12</td><td>8005559876</td><td>89</td></tr></tbody></table>',
  ],
  [
    'blocks, breaks and a footnote',
    '<div>12<br>555-123-4567<sup>1</sup><div>34</div></div>',
    '<div>12<br>800-555-9876<sup>1</sup><div>34</div></div>',
  ],
  ['paragraphs that only together read like it', '<p>555</p><p>1234567</p>', '='],
  ['a longer number over elements', '<p>555-123-456<b>7</b><i>8</i> and <b>1</b>2<b>5551234567</b></p>', '='],
  ['an extension behind a link', '<p><a href="tel:+15551234567,12">555-123-4567</a> x12</p>', '='],
  ['other links', '<a href="https://example.com/5551234567">x</a><a href="mailto:5551234567@example.com">y</a>', '='],
  [
    'inputs and what visitors write in',
    '<input value="555-123-4567" title="555-123-4567" placeholder="555-123-4567"><textarea aria-label="555-123-4567">555-123-4567</textarea><select><option>555-123-4567</option></select><div contenteditable=""><p>555-123-4567</p></div>',
    '=',
  ],
  [
    'scripts, styles, noscript and templates',
    '<script type="application/ld+json">{"telephone":"555-123-4567"}</script><style>p::after{content:"555-123-4567"}</style><noscript>555-123-4567</noscript><template>555-123-4567</template>',
    '=',
  ],
  ['a place the publisher keeps', '<p data-callbourse-skip="">Fax 555-123-4567</p>', '='],
  ['neighbours', '<p>5551234568, +44 555 123 4567, ORD-5551234567, Order #<b>5551234567</b>, 555-123-45678</p>', '='],
  [
    'an SVG',
    '<svg><title>555-123-4567</title><a href="tel:5551234567"><text>555-123-4567</text></a></svg>',
    '<svg><title>800-555-9876</title><a href="tel:8005559876"><text>800-555-9876</text></a></svg>',
  ],
  [
    'Arabic around it',
    '<p dir="rtl">اتصل \u202a+1 555 123 4567\u202c</p>',
    '<p dir="rtl">اتصل \u202a+1 800 555 9876\u202c</p>',
  ],
  [
    'an image map',
    '<map><area href="tel:+15551234567" alt=""></map>',
    '<map><area href="tel:+18005559876" alt=""></map>',
  ],
];

it.each(SHAPES)('%s', async (_name, written, expected) => {
  const before = `<p id="lead">555-123-4567</p>${written}<p>After</p>`;
  await tag.open(before);

  const shown = expected === '=' ? written : expected;
  expect(await tag.look('document.body.innerHTML')).toBe(`<p id="lead">800-555-9876</p>${shown}<p>After</p>`);
  expect(await tag.look('window.__shift')).toBe(0);
  expect(await tag.look('document.title')).toBe('Call 555-123-4567');

  // And back again, to the letter.
  await tag.look('callbourse.consent(false)');
  expect(await tag.look('document.body.innerHTML')).toBe(before);
  expect(await tag.look('window.__errors')).toEqual([]);
});

it('open shadow roots', async () => {
  await tag.open(`<x-call></x-call><script>
    customElements.define('x-call', class extends HTMLElement {
      connectedCallback() {
        this.attachShadow({ mode: 'open' }).innerHTML = '<p>555-123-4567</p>';
        setTimeout(() => this.shadowRoot.append('Late: 555 123 4567'), 50);
      }
    });
  </script>`);
  await tag.until(`document.querySelector('x-call').shadowRoot.textContent === '800-555-9876Late: 800 555 9876'`);
  await tag.look('callbourse.consent(false)');
  expect(await tag.look(`document.querySelector('x-call').shadowRoot.textContent`)).toBe(
    '555-123-4567Late: 555 123 4567',
  );
});

it('two published numbers', async () => {
  await tag.open('<p>555-123-4567 / (888) 222-3333 / 555-123-4568</p>', { number: '+15551234567, +18882223333' });
  expect(await tag.look(`document.querySelector('p').textContent`)).toBe(
    '800-555-9876 / (800) 555-9876 / 555-123-4568',
  );
  await tag.look('callbourse.consent(false)');
  expect(await tag.look(`document.querySelector('p').textContent`)).toBe(
    '555-123-4567 / (888) 222-3333 / 555-123-4568',
  );
});

it('the shift that these tests find to be 0 is one the browser would report', async () => {
  await tag.open('<div id="pushed">Text</div>');
  await tag.look(`document.body.prepend(Object.assign(document.createElement('div'), { style: 'height:200px' }))`);
  await tag.until('window.__shift > 0');
});

it('pages of any make come back to the letter', async () => {
  const inline = fc.constantFrom('span', 'b', 'em', 'a', 'i');
  const piece = fc.oneof(
    fc.constantFrom(
      '555-123-4567',
      '(555) 123',
      '-4567',
      '+1 ',
      '5551234567',
      '555',
      '123',
      '4567',
      '1',
      ' ',
      'Call',
      'x12',
    ),
    fc.constantFrom('<br>', '<!-- c -->', '<hr>', '&nbsp;', '<wbr>', '<input value="555-123-4567">'),
  );
  const nested = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      piece,
      fc
        .tuple(inline, fc.array(tie('node'), { maxLength: 4 }))
        .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
      fc.array(tie('node'), { maxLength: 4 }).map((inner) => `<div title="555-123-4567">${inner.join('')}</div>`),
    ),
  })).node;
  const bodies = fc.sample(fc.array(nested, { minLength: 1, maxLength: 8 }), { numRuns: 300, seed: 7 });

  await tag.open('<p>555-123-4567</p>');
  const [own, shown] = await tag.look<[string[], string[]]>(`(async () => {
    const boxes = ${JSON.stringify(bodies.map((parts) => parts.join('')))}.map((html) => {
      const box = document.createElement('section');
      box.innerHTML = html;
      return box;
    });
    const read = () => boxes.map((box) => box.innerHTML);
    const own = read();
    document.body.append(...boxes);
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    return [own, read()];
  })()`);
  const masked = (html: string) => html.replace(/\d/g, '_');
  expect(shown.map(masked)).toEqual(own.map(masked));
  expect(shown.filter((html, at) => html !== own[at]).length).toBeGreaterThan(100);

  await tag.look('callbourse.consent(false)');
  await tag.look(
    '(async () => { for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame); })()',
  );
  expect(await tag.look(`[...document.querySelectorAll('section')].map((box) => box.innerHTML)`)).toEqual(own);
});
