import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { Page } from '../../../ui/layout.tsx';
import { Shown } from '../../../ui/states.tsx';
import { draftOf, revisionOf } from './draft.ts';
import { OfferForm } from './offer-form.tsx';
import { useOffer, useRevision } from './use-offer.ts';

function Builder({ offer }: { readonly offer: Schema<'Offer'> }) {
  // The version that the reader began from, whatever is read meanwhile: if somebody else was faster, the API says so.
  const [from] = useState(offer);
  const [draft, setDraft] = useState(() => draftOf(offer));
  const [, go] = useLocation();
  const revise = useRevision(from, `Version ${from.version + 1} holds for what comes from now on.`, () =>
    go(`/offers/${from.offerId}`),
  );
  return (
    <OfferForm
      submit="Make the new version"
      draft={draft}
      change={(part) => setDraft((before) => ({ ...before, ...part }))}
      offerId={from.offerId}
      busy={revise.isPending}
      error={revise.error}
      onSubmit={() => revise.mutate(revisionOf(draft))}
    />
  );
}

export default function ChangeOffer() {
  const { offerId = '' } = useParams<{ offerId: string }>();
  const offer = useOffer(offerId);
  return (
    <Page
      title={offer.data ? `Change “${offer.data.name}”` : 'Change an offer'}
      lead="A change is a new version. What is open keeps the version that it began with."
      actions={<Link href={`/offers/${offerId}`}>Back to the offer</Link>}
    >
      <Shown of={offer} what="the offer">
        {(found) => <Builder offer={found} />}
      </Shown>
    </Page>
  );
}
