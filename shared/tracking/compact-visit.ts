import type { EpochMs } from '../kernel/time.ts';
import { MAX_LEASE_BYTES, type Visit } from './model.ts';

/** What the tag tells about the page. */
export interface Page {
  readonly url?: string;
  readonly referrer?: string;
}

/**
 * Campaign parameters worth keeping, the most telling first: those that pay for the click come before those that describe
 * it, and the last ones go first when there is no room. `click_id` and `sub1` … `sub5` are what networks of publishers put
 * into their links, to have them back in a postback.
 */
const CAMPAIGN_PARAMS = [
  'utm_source',
  'gclid',
  'msclkid',
  'click_id',
  'clickid',
  'sub1',
  'utm_campaign',
  'utm_medium',
  'gbraid',
  'wbraid',
  'fbclid',
  'ttclid',
  'sub2',
  'sub3',
  'sub4',
  'sub5',
  'utm_term',
  'utm_content',
] as const;

const MAX_URL_CHARS = 80;
const MAX_REFERRER_CHARS = 48;
/** Google's click id is the longest in use at about 100 characters; cut, it would be worthless, so it stays whole or goes. */
const MAX_PARAM_CHARS = 110;
const MAX_TEXT_PARAM_CHARS = 32;
/** Both keys (98 bytes at most), the names and times of the claims, the end of a call. */
const FIXED_LEASE_BYTES = 244;
/** What is left of a lease item, shared by its three visits: 260 bytes each. */
export const MAX_VISIT_BYTES = (MAX_LEASE_BYTES - FIXED_LEASE_BYTES) / 3;

const isClickId = (name: string): boolean => !name.startsWith('utm_');

/** Origin and path: query and fragment may hold a person's data, and the campaign is kept apart. Percent-encoded, so a character is a byte. */
function cutUrl(text: string | undefined, maxChars: number): string | undefined {
  const url = text && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname}`.slice(0, maxChars);
}

function campaignOf(text: string | undefined): [string, string][] {
  const search = text && URL.canParse(text) ? new URL(text).searchParams : undefined;
  return CAMPAIGN_PARAMS.flatMap((name): [string, string][] => {
    const value = search?.get(name);
    if (!value) return [];
    if (!isClickId(name)) return [[name, Array.from(value).slice(0, MAX_TEXT_PARAM_CHARS).join('')]];
    return value.length <= MAX_PARAM_CHARS ? [[name, value]] : [];
  });
}

/** An upper bound of what a visit weighs in a DynamoDB item: names, UTF-8 text, 9 bytes a time, 4 bytes a map entry. */
export const visitBytes = (visit: Visit): number =>
  [['visitId', visit.visitId], ['u', visit.url], ['r', visit.referrer], ...Object.entries(visit.params ?? {})].reduce(
    (sum, [name, value]) => (value ? sum + Buffer.byteLength(`${name}${value}`) + 4 : sum),
    20, // the time, and the maps themselves
  );

/** A visit small enough to be kept: URLs cut to origin and path, campaign parameters added while there is room. */
export function compactVisit(visitId: string, atMs: EpochMs, page: Page): Visit {
  const url = cutUrl(page.url, MAX_URL_CHARS);
  const referrer = cutUrl(page.referrer, MAX_REFERRER_CHARS);
  let visit: Visit = { visitId, atMs, ...(url ? { url } : {}), ...(referrer ? { referrer } : {}) };
  for (const [name, value] of campaignOf(page.url)) {
    const wider: Visit = { ...visit, params: { ...visit.params, [name]: value } };
    if (visitBytes(wider) <= MAX_VISIT_BYTES) visit = wider;
  }
  return visit;
}
