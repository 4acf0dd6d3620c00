import type { Page } from './compact-visit.ts';

const originOf = (address: string | undefined): string | undefined =>
  address && URL.canParse(address) ? new URL(address).origin : undefined;

/** Where a visit of the site begins: the page was not reached from another page of the same site. */
export function isLanding({ url, referrer }: Page): boolean {
  const from = originOf(referrer);
  return from === undefined || from !== originOf(url);
}
