import type { OfferStore, PublisherStore } from '../catalog/ports.ts';
import type { IdSource } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import type { Clock, Day, EpochMs } from '../kernel/time.ts';
import { type AdjustPorts, adjust } from '../ledger/adjust.ts';
import { postingsOf } from '../ledger/model.ts';
import { firstDay, lastDay } from './invoice-month.ts';
import type { Month } from './model.ts';

/**
 * A flat amount a month beside what outcomes earn, for a publisher that delivers at least so many. It is booked like anything
 * else: an entry with a reason, once for each month.
 */
export interface Retainer {
  readonly retainerId: string;
  readonly advertiserId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly currency: Currency;
  /** Charged to the advertiser each month. */
  readonly chargeMinor: bigint;
  /** Earned by the publisher; at most what is charged. */
  readonly payoutMinor: bigint;
  /** Qualified outcomes of the offer in the month, below which nothing is owed. */
  readonly minimumDelivered: number;
  readonly fromMonth: Month;
  /** The last one; it goes on when absent. */
  readonly untilMonth?: Month | undefined;
  readonly createdAtMs: EpochMs;
  /** Counts its changes; 1 when absent. */
  readonly version?: number | undefined;
}

/** What was decided of one month; it never changes, whatever is judged or corrected later. */
export interface RetainerMonth {
  readonly month: Month;
  readonly delivered: number;
  readonly isOwed: boolean;
}

export interface RetainerStore {
  /** Once: a second one with the same id changes nothing and gives what stands. */
  create(retainer: Retainer): Promise<Retainer>;
  get(retainerId: string): Promise<Retainer | undefined>;
  /** Strongly consistent, at most {@link MAX_RETAINERS}. */
  all(): Promise<readonly Retainer[]>;
  /**
   * Undefined for one that does not exist.
   *
   * @throws Problem `stale` when it is not at the version that was seen, where one is named
   */
  end(retainerId: string, untilMonth: Month, seenVersion?: number): Promise<Retainer | undefined>;
  /** Decides a month, once; what stands comes back. */
  decide(retainerId: string, decision: RetainerMonth): Promise<RetainerMonth>;
  /** Newest first. */
  months(retainerId: string): Promise<readonly RetainerMonth[]>;
}

/** A retainer is agreed by people, one by one. */
export const MAX_RETAINERS = 1_000;

export interface RetainerPorts extends AdjustPorts {
  readonly retainers: RetainerStore;
  /** Qualified outcomes of an offer by a publisher, by the day of their verdict, both days included. */
  readonly delivered: (
    who: Pick<Retainer, 'advertiserId' | 'publisherId' | 'offerId'>,
    fromDay: Day,
    toDay: Day,
  ) => Promise<number>;
  /** Tells reports of a retainer that was booked; telling it again changes nothing. */
  readonly report: (retainer: Retainer, month: Month, bookedAtMs: EpochMs) => Promise<void>;
}

export interface AgreePorts {
  readonly retainers: RetainerStore;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly offers: Pick<OfferStore, 'current'>;
  readonly clock: Clock;
}

/** @throws Problem `invalid` naming the field */
export async function agreeRetainer(
  ports: AgreePorts,
  ids: IdSource,
  wanted: Omit<Retainer, 'retainerId' | 'createdAtMs' | 'advertiserId' | 'untilMonth' | 'version'>,
): Promise<Retainer> {
  const [publisher, head] = await Promise.all([
    ports.publishers.get(wanted.publisherId),
    ports.offers.current(wanted.offerId),
  ]);
  if (!publisher) throw invalidField('body.publisherId', 'is not a publisher of this network');
  if (!head) throw invalidField('body.offerId', 'is not an offer of this network');
  const { advertiserId, currency } = head.offer;
  if (wanted.currency !== currency) throw invalidField('body.currency', `is not ${currency}, the offer's own`);
  if (publisher.currency !== currency) throw invalidField('body.publisherId', `is paid in ${publisher.currency}`);
  if (wanted.payoutMinor > wanted.chargeMinor) throw invalidField('body.payoutMinor', 'is above chargeMinor');
  if ((await ports.retainers.all()).length >= MAX_RETAINERS) {
    throw new Problem('conflict', `there are ${MAX_RETAINERS} retainers already`);
  }
  return ports.retainers.create({
    ...wanted,
    advertiserId,
    retainerId: ids.next('retainer'),
    createdAtMs: ports.clock.nowMs(),
  });
}

/**
 * Names the last month; it may be named anew.
 *
 * @throws Problem `not-found`, `invalid` for a month before the first, `stale` when it is not at the version that was seen, where
 *   one is named
 */
export async function endRetainer(
  { retainers }: Pick<AgreePorts, 'retainers'>,
  retainerId: string,
  untilMonth: Month,
  seenVersion?: number,
): Promise<Retainer> {
  const standing = await retainers.get(retainerId);
  if (!standing) throw notFound('the retainer');
  if (untilMonth < standing.fromMonth) throw invalidField('body.untilMonth', 'is before the first month');
  return (await retainers.end(retainerId, untilMonth, seenVersion)) ?? standing;
}

/**
 * Settles one month of one retainer: decided once by what was delivered, and booked once where it is owed. It may stop
 * anywhere and be asked again.
 *
 * @throws Problem `unavailable` while a day is closing: ask again in some minutes
 */
export async function settleRetainer(ports: RetainerPorts, retainer: Retainer, month: Month): Promise<RetainerMonth> {
  const { retainerId, publisherId, offerId, minimumDelivered } = retainer;
  const delivered = await ports.delivered(retainer, firstDay(month), lastDay(month));
  const isOwed = delivered >= minimumDelivered;
  const decision = await ports.retainers.decide(retainerId, { month, delivered, isOwed });
  if (!decision.isOwed) return decision;
  const { bookedAtMs } = await adjust(ports, {
    publisherId,
    offerId,
    causeId: `retainer/${retainerId}/${month}`,
    reason: `retainer for ${month}: ${decision.delivered} delivered of at least ${minimumDelivered}`,
    postings: postingsOf(retainer, retainer).filter(({ amountMinor }) => amountMinor !== 0n),
  });
  await ports.report(retainer, month, bookedAtMs);
  return decision;
}

/** Whether a month is one of the retainer's. */
export const covers = ({ fromMonth, untilMonth }: Retainer, month: Month): boolean =>
  fromMonth <= month && (untilMonth === undefined || month <= untilMonth);
