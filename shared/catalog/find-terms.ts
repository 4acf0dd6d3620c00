import { type TermsRef, termsOf } from './model.ts';
import type { CatalogReader, TermsSource } from './ports.ts';

/** Terms from the catalog: an outcome's from their frozen names, a new outcome's from what is current. */
export function catalogTerms(catalog: CatalogReader): TermsSource {
  return {
    async terms({ offerId, offerVersion, publisherId, dealVersion }: TermsRef) {
      const offer = await catalog.offerVersion(offerId, offerVersion);
      const deal = dealVersion > 0 ? await catalog.dealVersion(offerId, publisherId, dealVersion) : undefined;
      return termsOf(offer, publisherId, deal);
    },
    async currentTerms(offerId, publisherId) {
      const [offer, deal] = await Promise.all([catalog.currentOffer(offerId), catalog.deal(offerId, publisherId)]);
      return offer ? termsOf(offer, publisherId, deal) : undefined;
    },
  };
}
