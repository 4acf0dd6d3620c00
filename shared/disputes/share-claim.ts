import { divideHalfEven } from '../kernel/money.ts';
import type { Standing } from '../ledger/correction.ts';
import type { Claim } from './model.ts';

/**
 * What a credit to the advertiser takes back from the publisher: the same share of the payout as of the charge, rounded half
 * to even; all of it for all of the charge, so that nothing is left over.
 */
export function shareClaim(standing: Standing, chargeMinor: bigint): Claim {
  if (chargeMinor === standing.chargeMinor) return { chargeMinor, payoutMinor: standing.payoutMinor };
  return { chargeMinor, payoutMinor: divideHalfEven(standing.payoutMinor * chargeMinor, standing.chargeMinor) };
}
