import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { useChange } from '../../../app/read.ts';
import { Page } from '../../../ui/layout.tsx';
import { emptyDraft, newOfferOf } from './draft.ts';
import { OfferForm } from './offer-form.tsx';

export default function NewOffer() {
  const [begin] = useState(emptyDraft);
  const [, go] = useLocation();
  const create = useChange((api, body: Schema<'NewOffer'>) => api.POST('/v1/offers', { body }), {
    done: 'The offer is made.',
    changes: [['offers']],
    onDone: ({ offerId }) => go(`/offers/${offerId}`),
  });
  return (
    <Page
      title="New offer"
      lead="Say what you buy, when it counts and what you pay. It stands as it is for everything that comes under it; a change makes a new version."
      actions={<Link href="/offers">All offers</Link>}
    >
      <OfferForm
        submit="Make the offer"
        begin={begin}
        busy={create.isPending}
        error={create.error}
        onSubmit={(draft) => create.mutate(newOfferOf(draft))}
      />
    </Page>
  );
}
