import type { Schema } from '../../../../client/client.ts';
import { etagOf } from '../../../app/etag.ts';
import { useChange, useRead } from '../../../app/read.ts';

export const useOffer = (offerId: string) =>
  useRead(['offer', offerId], (api) => api.GET('/v1/offers/{offerId}', { params: { path: { offerId } } }));

/** Makes a new version of an offer from the one that was read; refused where another was made meanwhile. */
export function useRevision({ offerId, version }: Schema<'Offer'>, done: string, onDone?: () => void) {
  return useChange(
    (api, body: Schema<'OfferRevision'>) =>
      api.PUT('/v1/offers/{offerId}', {
        params: { path: { offerId }, header: { 'If-Match': etagOf(version) } },
        body,
      }),
    {
      done,
      changes: [['offers'], ['offer', offerId], ['offer-versions', offerId]],
      ...(onDone && { onDone }),
    },
  );
}
