import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { type HTMLElement, parse } from 'node-html-parser';
import type { E164 } from '../kernel/phone.ts';

/** One thing that has to be so for the tag to work on a page, and whether it is. */
export interface Finding {
  readonly what: 'reached' | 'origin' | 'script' | 'key' | 'number' | 'shown';
  readonly holds: boolean;
  /** For people to read. */
  readonly told: string;
}

export interface ExpectedTag {
  readonly scriptUrl: string;
  readonly tagKey: string;
}

const scriptOf = (page: HTMLElement, { scriptUrl }: ExpectedTag): HTMLElement | undefined =>
  page.querySelectorAll('script').find((script) => script.getAttribute('src')?.split('?')[0] === scriptUrl);

/** Numbers in the page's text, and in its `tel:` links. */
function numbersOf(page: HTMLElement): ReadonlySet<E164> {
  const links = page.querySelectorAll('a').flatMap((link) => {
    const href = link.getAttribute('href') ?? '';
    return href.startsWith('tel:') ? [decodeURIComponent(href.slice('tel:'.length).split(';')[0] ?? '')] : [];
  });
  const texts = [page.querySelector('body')?.structuredText ?? page.structuredText, ...links];
  const found = texts.flatMap((text) => findPhoneNumbersInText(text, 'US'));
  return new Set(found.map(({ number }) => number.number));
}

/**
 * What a page's HTML tells of the tag, as it is delivered: what scripts add later is not in it. Pure.
 *
 * @param numbers the numbers that the publisher's pools and sources have
 */
export function inspectPage(html: string, expected: ExpectedTag, numbers: readonly E164[]): readonly Finding[] {
  const page = parse(html);
  const script = scriptOf(page, expected);
  if (!script) {
    const told = `The page has no script element with the address ${expected.scriptUrl}. If another script adds it, look in the browser.`;
    return [{ what: 'script', holds: false, told }];
  }
  const key = script.getAttribute('data-key');
  const number = script.getAttribute('data-number');
  const known = number !== undefined && numbers.includes(number);
  const shown = number !== undefined && numbersOf(page).has(number);
  return [
    { what: 'script', holds: true, told: 'The script element is there.' },
    {
      what: 'key',
      holds: key === expected.tagKey,
      told: key === expected.tagKey ? 'Its key is yours.' : 'Its data-key is not your tag key.',
    },
    {
      what: 'number',
      holds: known,
      told: known
        ? `It swaps ${number}, which is yours.`
        : `Its data-number ${number ?? '(missing)'} is none of your numbers.`,
    },
    {
      what: 'shown',
      holds: shown,
      told: shown
        ? 'The page shows that number.'
        : 'The page as delivered does not show that number: there is nothing to swap, unless a script writes it later.',
    },
  ];
}
