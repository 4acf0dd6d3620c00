/** Writes the publisher's number into the page as a publisher would have, then pastes the tag, as a publisher would. */

const parts = (e164) => [e164.slice(2, 5), e164.slice(5, 8), e164.slice(8)];

const WAYS = {
  brackets: ([area, office, line]) => `(${area}) ${office}-${line}`,
  dashes: (digits) => digits.join('-'),
  dots: (digits) => digits.join('.'),
  spaces: (digits) => digits.join(' '),
  plus: (digits) => `+1 ${digits.join(' ')}`,
};

function writeNumber(e164) {
  for (const place of document.querySelectorAll('[data-phone]')) {
    const way = WAYS[place.dataset.phone];
    if (way) place.textContent = way(parts(e164));
    else place.replaceChildren(...splitOverElements(e164));
  }
  for (const link of document.querySelectorAll('[data-call]')) link.href = `tel:${e164}`;
  document.querySelector('[aria-label="Call us now"]').ariaLabel = `Call us now: ${WAYS.brackets(parts(e164))}`;
}

/** Page builders love this: `<b>217</b>-<span>555</span>-<i>0142</i>`. */
function splitOverElements(e164) {
  return ['b', 'span', 'i'].flatMap((name, at) => {
    const piece = Object.assign(document.createElement(name), { textContent: parts(e164)[at] });
    return at ? ['-', piece] : [piece];
  });
}

function pasteTag({ key, publishedNumber }) {
  const script = Object.assign(document.createElement('script'), { async: true, src: '/tag.js' });
  Object.assign(script.dataset, { key, number: publishedNumber });
  document.head.append(script);
}

/** The sample publisher's key and number, from the app that serves this page. */
export const config = fetch('/__local/sample/config')
  .then((response) => {
    if (!response.ok) throw new Error(`the app answered ${response.status}`);
    return response.json();
  })
  .then((config) => {
    writeNumber(config.publishedNumber);
    pasteTag(config);
    return config;
  });
