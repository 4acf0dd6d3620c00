import { ownOffer } from '../../catalog/own-offer.ts';
import type { OfferStore } from '../../catalog/ports.ts';
import { Problem } from '../../kernel/problem.ts';
import { changeFrom, countedVersion, type Versioned } from '../../platform/change-from.ts';
import type { UrlCheck } from '../../platform/http/outbound-url.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { DeliveryTarget } from './model.ts';
import type { DeliveryTargets } from './ports.ts';

export interface SaveTargetPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly targets: DeliveryTargets;
  readonly newSecret: () => string;
  readonly checkUrl: UrlCheck;
}

export interface SavedTarget {
  readonly target: DeliveryTarget;
  /** Where this was the first: nobody is shown it again. */
  readonly secret?: string;
}

/**
 * Says where the leads of an offer go. The secret is made the first time, and shown then: of several who are the first at the
 * same moment, to the one whose secret is kept.
 *
 * @throws Problem `conflict` for an offer of something else, `invalid` for an address that leads nowhere public, `stale` when it
 *   is not at the version that was seen, where one is named
 */
export async function saveTarget(
  { offers, targets, newSecret, checkUrl }: SaveTargetPorts,
  principal: Principal,
  offerId: string,
  draft: Omit<DeliveryTarget, 'offerId' | 'advertiserId' | 'version'>,
  seenVersion?: number,
): Promise<SavedTarget> {
  const { offer } = await ownOffer(offers, principal, offerId);
  if (offer.model !== 'lead') throw new Problem('conflict', `an offer of ${offer.model}s brings no leads`);
  await checkUrl(draft.url);
  const place: Versioned<SavedTarget> = {
    async read() {
      const target = await targets.get(offerId);
      return target && { target };
    },
    versionOf: ({ target }) => countedVersion(target),
    async write(before, version) {
      const target = { ...draft, offerId, advertiserId: offer.advertiserId, version: version + 1 };
      const saved = before ? { target } : { target, secret: newSecret() };
      return (await targets.set(target, version, saved.secret)) === 'stale' ? 'stale' : saved;
    },
  };
  return changeFrom(place, seenVersion);
}
