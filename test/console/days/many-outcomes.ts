import type { Page } from 'playwright-core';

const ROWS_A_PAGE = 2_000;
export const ALL_ROWS = 100_000;

/** A page of invented outcomes: what a list of any length is made of. */
function manyOutcomes(from: number): object {
  const items = Array.from({ length: ROWS_A_PAGE }, (_, index) => ({
    outcomeId: `out_${from + index}`,
    state: index % 3 === 0 ? 'rejected' : 'qualified',
    offerId: 'offer_1',
    openedAt: '2026-03-02T15:00:00.000Z',
    judgedAt: '2026-03-02T15:05:00.000Z',
    payoutMinor: 3_200,
    currency: 'USD',
  }));
  const next = from + ROWS_A_PAGE;
  return { items, ...(next < ALL_ROWS ? { nextCursor: String(next) } : {}) };
}

/** Answers the page's list of outcomes itself, page after page by cursor. */
export const serveManyOutcomes = (page: Page): Promise<unknown> =>
  page.route('**/v1/outcomes?*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    return route.fulfill({ json: manyOutcomes(from) });
  });
