import type { IdSource } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import { loopErrors, refuse } from './check-offer.ts';
import { MAX_TARGETS_PER_OFFER, type Target } from './model.ts';
import { ownOffer } from './own-offer.ts';
import type { OfferStore, OwnNumbers, TargetStore } from './ports.ts';
import { shardsOf } from './target-shards.ts';

export type TargetDraft = Omit<Target, 'targetId' | 'offerId' | 'advertiserId' | 'shards'>;

export interface SaveTargetDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly targets: TargetStore;
  readonly numbers: OwnNumbers;
}

/** Adds a place that takes the calls of an offer. */
export async function createTarget(
  { offers, targets, numbers }: SaveTargetDeps,
  principal: Principal,
  ids: IdSource,
  offerId: string,
  draft: TargetDraft,
): Promise<Target> {
  const { offer } = await ownOffer(offers, principal, offerId);
  if (offer.model !== 'call') throw new Problem('conflict', `an offer of ${offer.model}s takes no calls`);
  refuse(await loopErrors(numbers, 'body.destination', draft.destination));
  if ((await targets.ofOffer(offerId)).length >= MAX_TARGETS_PER_OFFER) {
    throw new Problem('conflict', `an offer has at most ${MAX_TARGETS_PER_OFFER} targets`);
  }
  const target = { ...draft, targetId: ids.next('target'), offerId, advertiserId: offer.advertiserId };
  return targets.create({ ...target, shards: shardsOf(draft) });
}

/** Replaces all of a target but its name in the URL. */
export async function replaceTarget(
  { offers, targets, numbers }: SaveTargetDeps,
  principal: Principal,
  { offerId, targetId }: { readonly offerId: string; readonly targetId: string },
  draft: TargetDraft,
): Promise<Target> {
  const { offer } = await ownOffer(offers, principal, offerId);
  refuse(await loopErrors(numbers, 'body.destination', draft.destination));
  const before = (await targets.ofOffer(offerId)).find((each) => each.targetId === targetId);
  const shards = shardsOf(draft, before);
  const target: Target = { ...draft, targetId, offerId, advertiserId: offer.advertiserId, shards };
  if ((await targets.replace(target)) === 'missing') throw notFound('the target');
  return target;
}
