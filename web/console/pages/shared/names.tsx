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
