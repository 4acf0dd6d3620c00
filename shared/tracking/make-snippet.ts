import type { E164 } from '../kernel/phone.ts';

/** Where the tag is, at the network's public address. */
export const scriptUrl = (publicUrl: string): string => new URL('/tag.js', publicUrl).href;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const attribute = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

/** The one line a publisher pastes into a page that publishes this number. */
export const makeSnippet = (publicUrl: string, tagKey: string, number: E164): string =>
  `<script async src="${attribute(scriptUrl(publicUrl))}" data-key="${attribute(tagKey)}" data-number="${attribute(number)}"></script>`;
