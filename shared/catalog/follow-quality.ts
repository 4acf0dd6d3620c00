import type { Clock } from '../kernel/time.ts';
import type { Deal } from './model.ts';
import type { DealStore, OfferStore } from './ports.ts';
import { type KnownQuality, standingIn } from './quality-tiers.ts';

export interface FollowQualityDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly deals: Pick<DealStore, 'current' | 'set' | 'following'>;
  readonly clock: Clock;
}

/** The next score comes tomorrow; a deal that keeps being changed by hand until then is followed from there. */
const TRIES = 3;

/**
 * Moves a publisher's deals to the tiers that its score reaches now: each as a new version, so that an outcome names the tier
 * that held when it was opened, and nothing has to be looked up then. A deal whose tier stays is left alone.
 *
 * @returns how many deals moved
 */
export async function followQuality(
  deps: FollowQualityDeps,
  publisherId: string,
  known: KnownQuality | undefined,
): Promise<number> {
  let moved = 0;
  for (const offerId of await deps.deals.following(publisherId)) {
    if (await followOne(deps, offerId, publisherId, known)) moved += 1;
  }
  return moved;
}

async function followOne(
  { offers, deals, clock }: FollowQualityDeps,
  offerId: string,
  publisherId: string,
  known: KnownQuality | undefined,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const [offer, deal] = await Promise.all([offers.current(offerId), deals.current(offerId, publisherId)]);
    if (!offer || !deal?.quality) return false;
    const standing = standingIn(deal.quality, known);
    if (standing?.tier.fromScore === deal.standing?.tier.fromScore) return false;
    const next: Deal = { ...deal, standing, version: deal.version + 1, createdAtMs: clock.nowMs() };
    if ((await deals.set(offer, next)) === 'set') return true;
  }
  return false;
}
