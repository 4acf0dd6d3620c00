import type { z } from 'zod';
import type { ApiKey } from '../../shared/catalog/api-key.ts';
import type { dealView } from '../../shared/catalog/contract/deals.ts';
import type { joinRequestView } from '../../shared/catalog/contract/join-requests.ts';
import type { keyView } from '../../shared/catalog/contract/keys.ts';
import type { offerView } from '../../shared/catalog/contract/offers.ts';
import type { advertiserView, publisherView } from '../../shared/catalog/contract/parties.ts';
import type { payeeView } from '../../shared/catalog/contract/payee-view.ts';
import type { setterView } from '../../shared/catalog/contract/setters.ts';
import type { targetView } from '../../shared/catalog/contract/targets.ts';
import type { userView } from '../../shared/catalog/contract/users.ts';
import type { JoinRequest } from '../../shared/catalog/joining.ts';
import type { Advertiser, Deal, PayeeOnFile, Publisher, Target } from '../../shared/catalog/model.ts';
import { offerInWords } from '../../shared/catalog/offer-in-words.ts';
import { problemOfPayee } from '../../shared/catalog/payee.ts';
import { showRule } from '../../shared/catalog/pricing.ts';
import type { Setter } from '../../shared/catalog/setter.ts';
import type { ShownOffer } from '../../shared/catalog/show-offers.ts';
import type { User } from '../../shared/catalog/user.ts';
import type { Page } from '../../shared/kernel/page.ts';
import { toIso } from '../../shared/kernel/time.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';
import { etagOf } from '../../shared/platform/http/if-match.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { ApiReply, tagged } from '../../shared/platform/http/reply.ts';

/** How the catalog looks from outside: instants as ISO 8601, nothing that is not in the contract. */
export const showAdvertiser = ({ createdAtMs, ...rest }: Advertiser): z.input<typeof advertiserView> => ({
  ...rest,
  createdAt: toIso(createdAtMs),
});

const showPayee = ({ rev = 0, ...payee }: PayeeOnFile): z.input<typeof payeeView> => ({
  ...payee,
  version: rev,
  problem: problemOfPayee(payee),
});

export const showPublisher = ({
  state = 'active',
  createdAtMs,
  origins,
  payee,
  ...rest
}: Publisher): z.input<typeof publisherView> => ({
  ...rest,
  state,
  ...(payee ? { payee: showPayee(payee) } : {}),
  origins: [...origins],
  createdAt: toIso(createdAtMs),
  version: countedVersion(rest),
});

export const showOffer = ({
  createdAtMs,
  pricing,
  joining = 'open',
  ...rest
}: ShownOffer): z.input<typeof offerView> => ({
  ...rest,
  joining,
  inWords: [...offerInWords({ ...rest, joining, ...(pricing && { pricing }) })],
  ...(pricing && { pricing: showRule(pricing) }),
  versionCreatedAt: toIso(createdAtMs),
});

export const taggedOffer = (offer: ShownOffer) => tagged(showOffer(offer));

export const showTarget = ({ advertiserId: _owner, shards: _shards, ...rest }: Target): z.input<typeof targetView> => ({
  ...rest,
  version: countedVersion(rest),
});

export const taggedTarget = (target: Target) => tagged(showTarget(target));

export const taggedPublisher = (publisher: Publisher) => tagged(showPublisher(publisher));

/** A publisher whose payee was changed, with the version of the payee. */
export const taggedPayee = (publisher: Publisher): ApiReply<z.input<typeof publisherView>> =>
  new ApiReply(showPublisher(publisher), { etag: etagOf(publisher.payee?.rev ?? 0) });

export const showDeal = ({ createdAtMs, payoutRule, ended = false, ...rest }: Deal): z.input<typeof dealView> => ({
  ...rest,
  ended,
  ...(payoutRule && { payoutRule: showRule(payoutRule) as z.input<typeof dealView>['payoutRule'] }),
  createdAt: toIso(createdAtMs),
});

export const showJoinRequest = (
  { role }: Pick<Principal, 'role'>,
  { askedAtMs, decision, advertiserId, pages, ...rest }: JoinRequest,
): z.input<typeof joinRequestView> => ({
  ...rest,
  pages: [...pages],
  advertiserId: role === 'publisher' ? undefined : advertiserId,
  askedAt: toIso(askedAtMs),
  decision: decision && { by: decision.by, at: toIso(decision.atMs), reason: decision.reason },
});

export const showSetter = ({ createdAtMs, ...rest }: Setter): z.input<typeof setterView> => ({
  ...rest,
  version: countedVersion(rest),
  createdAt: toIso(createdAtMs),
});

export const showKey = ({
  hash: _hash,
  createdAtMs,
  revokedAtMs,
  scopes,
  offerIds,
  approvalLimits,
  ...rest
}: ApiKey): z.input<typeof keyView> => ({
  ...rest,
  scopes: [...scopes],
  ...(offerIds ? { offerIds: [...offerIds] } : {}),
  ...(approvalLimits ? { approvalLimits: approvalLimits.map((limit) => ({ ...limit })) } : {}),
  createdAt: toIso(createdAtMs),
  ...(revokedAtMs === undefined ? {} : { revokedAt: toIso(revokedAtMs) }),
});

export const showUser = ({ createdAtMs, scopes, approvalLimits, ...rest }: User): z.input<typeof userView> => ({
  ...rest,
  version: countedVersion(rest),
  scopes: [...scopes],
  ...(approvalLimits ? { approvalLimits: approvalLimits.map((limit) => ({ ...limit })) } : {}),
  createdAt: toIso(createdAtMs),
});

export const showPage = <T, V>({ items, nextCursor }: Page<T>, show: (item: T) => V) => ({
  items: items.map(show),
  ...(nextCursor === undefined ? {} : { nextCursor }),
});
