import type { Page, PageRequest } from '../../kernel/page.ts';
import { invalidField } from '../../kernel/problem.ts';
import { addDays, type Clock, type Day, dayOf } from '../../kernel/time.ts';
import { checkPeriod, type Period } from '../read-facts.ts';
import type { ClickOffers, ClickRow, ClickStore } from './ports.ts';

export interface ClickPorts {
  readonly clicks: ClickStore;
  readonly offers: ClickOffers;
  readonly clock: Clock;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

/** Older days are closed in every advertising account. */
const MAX_AGE_DAYS = 400;

/**
 * Keeps what a publisher paid for clicks, all rows or none. A row of the same day and place takes the place of the one before, so
 * sending a day again corrects it.
 *
 * @throws Problem `invalid` naming the row: a day that has not come or is too old, an offer that is not there, the same place twice
 */
export async function keepClicks(ports: ClickPorts, publisherId: string, rows: readonly ClickRow[]): Promise<void> {
  const today = dayOf(ports.clock.nowMs(), ports.zone);
  const oldest = addDays(today, -MAX_AGE_DAYS);
  const seen = new Map<string, number>();
  rows.forEach((row, index) => {
    checkDay(row.day, `body.rows.${index}.day`, oldest, today);
    const place = JSON.stringify([row.day, row.offerId, row.source, row.campaign, row.medium, row.term, row.content]);
    const before = seen.get(place);
    if (before !== undefined)
      throw invalidField(`body.rows.${index}`, `is for the same day and place as row ${before}`);
    seen.set(place, index);
  });
  const placed = await Promise.all(
    rows.map(async (row, index) => {
      const offer = await ports.offers.offer(row.offerId);
      if (!offer) throw invalidField(`body.rows.${index}.offerId`, 'is no offer of this network');
      const { advertiserId, model } = offer;
      return { ...row, publisherId, advertiserId, model };
    }),
  );
  await ports.clicks.keep(placed);
}

function checkDay(day: Day, field: string, oldest: Day, today: Day): void {
  if (day > today) throw invalidField(field, 'has not come yet');
  if (day < oldest) throw invalidField(field, `is more than ${MAX_AGE_DAYS} days ago`);
}

/** What a publisher entered of some days, the newest first. @throws Problem `invalid` for a period that ends before it begins or is too long */
export async function showClicks(
  { clicks }: Pick<ClickPorts, 'clicks'>,
  publisherId: string,
  period: Period,
  page: PageRequest,
): Promise<Page<ClickRow>> {
  checkPeriod(period, 'query.to');
  return clicks.list(publisherId, period, page);
}
