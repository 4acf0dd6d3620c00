import type { OfferVersion, Target } from '../catalog/model.ts';
import { isOpenAt } from '../catalog/opening-hours.ts';
import type { EpochMs } from '../kernel/time.ts';

/** Why a target was not asked: told to the advertiser, counted for the operator. */
export type WhyNot = 'paused' | 'offer-paused' | 'closed';

export interface Choice {
  /** In the order in which they are tried. */
  readonly eligible: readonly Target[];
  readonly notChosen: readonly { readonly targetId: string; readonly why: WhyNot }[];
}

/** Which targets may take a call now: lowest priority number first, then by id, so that every container agrees. */
export function chooseTarget(offer: OfferVersion, targets: readonly Target[], atMs: EpochMs): Choice {
  const eligible: Target[] = [];
  const notChosen: { targetId: string; why: WhyNot }[] = [];
  for (const target of targets) {
    const why = whyNot(offer, target, atMs);
    if (why) notChosen.push({ targetId: target.targetId, why });
    else eligible.push(target);
  }
  eligible.sort((a, b) => a.priority - b.priority || (a.targetId < b.targetId ? -1 : 1));
  return { eligible, notChosen };
}

function whyNot(offer: OfferVersion, target: Target, atMs: EpochMs): WhyNot | undefined {
  if (offer.state !== 'active') return 'offer-paused';
  if (target.state !== 'active') return 'paused';
  if (target.hours && !isOpenAt(target.hours, atMs)) return 'closed';
  return undefined;
}
