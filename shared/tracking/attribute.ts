import type { EpochMs } from '../kernel/time.ts';
import { type Attribution, type Holding, LATE_DIAL_MS, type Lease, LOOKBACK_MS } from './model.ts';

/** An earlier contact of the same person on the same number. */
export interface EarlierContact {
  readonly visitId: string;
  readonly atMs: EpochMs;
}

const isActive = (holding: Holding, atMs: EpochMs): boolean => atMs < holding.untilMs;

/** An earlier holder that let go, or was displaced, a moment ago may be the one who dials. */
const isRival = (other: Holding, holder: Holding, atMs: EpochMs): boolean =>
  other.visit.visitId !== holder.visit.visitId && atMs < other.untilMs + LATE_DIAL_MS;

/**
 * Whose call is it? Pure: what the lease item tells about an instant.
 * - `exact`: one visit held the number then, and no other can have been dialling it;
 * - `recent`: the claim was over, but nobody got the number since, within the 30 days of lookback;
 * - `ambiguous`: the number was reissued or stolen while an earlier visitor may still have been dialling; the visit named
 *   is the last holder, the likeliest one;
 * - `source`: no visit is known that far back, only the pool.
 *
 * A repeat caller keeps the visit of the earlier contact: `exact` while that visit holds the number, else `recent`.
 */
export function attribute(lease: Lease, atMs: EpochMs, earlier?: EarlierContact): Attribution {
  const known = lease.holdings.filter((holding) => holding.fromMs <= atMs);
  if (earlier && atMs - earlier.atMs <= LOOKBACK_MS) return attributeRepeat(known, atMs, earlier);
  const [holder, ...before] = known;
  if (!holder || atMs - holder.untilMs > LOOKBACK_MS) return { confidence: 'source', source: lease.poolId };
  const unsure = holder.stolen || before.some((other) => isRival(other, holder, atMs));
  const confidence = unsure ? 'ambiguous' : isActive(holder, atMs) ? 'exact' : 'recent';
  return { confidence, visit: holder.visit };
}

function attributeRepeat(known: readonly Holding[], atMs: EpochMs, earlier: EarlierContact): Attribution {
  const same = known.find((holding) => holding.visit.visitId === earlier.visitId);
  const isHolder = same !== undefined && same === known[0] && !same.stolen && isActive(same, atMs);
  return {
    confidence: isHolder ? 'exact' : 'recent',
    visit: same?.visit ?? { visitId: earlier.visitId, atMs: earlier.atMs },
  };
}
