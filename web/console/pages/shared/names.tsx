import { useAdvertisers, usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { useRead } from '../../app/read.ts';

/** Names change rarely, and a list asks for the same ones row by row: each is asked for once in so long. */
const NAMES = { staleMs: 300_000 };

/** An offer as people call it; by its id until the name is there, and where the reader may not see the offer. */
export function OfferName({ of: offerId }: { readonly of: string }) {
  const { data } = useRead(
    ['offer-name', offerId],
    (api) => api.GET('/v1/offers/{offerId}', { params: { path: { offerId }, query: { fields: ['name'] } } }),
    NAMES,
  );
  return <>{data?.name ?? offerId}</>;
}

/** A target as its advertiser calls it, as {@link OfferName}. */
export function TargetName({ of: targetId, offerId }: { readonly of: string; readonly offerId: string }) {
  const { data } = useRead(
    ['target-names', offerId],
    (api) => api.GET('/v1/offers/{offerId}/targets', { params: { path: { offerId } } }),
    NAMES,
  );
  return <>{data?.items.find((target) => target.targetId === targetId)?.name ?? targetId}</>;
}

/** A publisher as people call it, for who may list them all; of a larger network the list leaves some out, which are asked for one by one. */
export function PublisherName({ of: publisherId }: { readonly of: string }) {
  const listed = usePublishers();
  const name = nameOf(listed, publisherId);
  const { data } = useRead(
    ['publisher-name', publisherId],
    (api) =>
      api.GET('/v1/publishers/{publisherId}', { params: { path: { publisherId }, query: { fields: ['name'] } } }),
    { ...NAMES, enabled: listed.length > 0 && name === publisherId },
  );
  return <>{data?.name ?? name}</>;
}

/** An advertiser as people call it, as {@link PublisherName}. */
export function AdvertiserName({ of: advertiserId }: { readonly of: string }) {
  const listed = useAdvertisers();
  const name = nameOf(listed, advertiserId);
  const { data } = useRead(
    ['advertiser-name', advertiserId],
    (api) =>
      api.GET('/v1/advertisers/{advertiserId}', { params: { path: { advertiserId }, query: { fields: ['name'] } } }),
    { ...NAMES, enabled: listed.length > 0 && name === advertiserId },
  );
  return <>{data?.name ?? name}</>;
}
