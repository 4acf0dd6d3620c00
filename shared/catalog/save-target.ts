import type { IdSource } from '../kernel/ids.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { changeFrom, countedVersion, type Versioned } from '../platform/change-from.ts';
import type { Principal } from '../platform/http/principal.ts';
import { loopErrors, refuse } from './check-offer.ts';
import { MAX_TARGETS_PER_OFFER, type Target } from './model.ts';
import { ownOffer } from './own-offer.ts';
import type { OfferStore, OwnNumbers, TargetStore } from './ports.ts';
import { shardsOf } from './target-shards.ts';

export type TargetDraft = Omit<Target, 'targetId' | 'offerId' | 'advertiserId' | 'shards' | 'version'>;

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
  return targets.create({ ...target, shards: shardsOf(draft), version: 1 });
}

/**
 * Replaces all of a target but its name in the URL.
 *
 * @throws Problem `stale` when it is not at the version that was seen, where one is named
 */
export async function replaceTarget(
  { offers, targets, numbers }: SaveTargetDeps,
  principal: Principal,
  { offerId, targetId }: { readonly offerId: string; readonly targetId: string },
  draft: TargetDraft,
  seenVersion?: number,
): Promise<Target> {
  const { offer } = await ownOffer(offers, principal, offerId);
  refuse(await loopErrors(numbers, 'body.destination', draft.destination));
  const place: Versioned<Target> = {
    async read() {
      const current = (await targets.ofOffer(offerId)).find((each) => each.targetId === targetId);
      if (!current) throw notFound('the target');
      return current;
    },
    versionOf: countedVersion,
    async write(before, version) {
      const shards = shardsOf(draft, before);
      const own = { targetId, offerId, advertiserId: offer.advertiserId, shards, version: version + 1 };
      const target: Target = { ...draft, ...own };
      return (await targets.replace(target, version)) === 'stale' ? 'stale' : target;
    },
  };
  return changeFrom(place, seenVersion);
}
