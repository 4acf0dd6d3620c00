import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { useKept } from '../../../app/kept.ts';
import { useChange } from '../../../app/read.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Page } from '../../../ui/layout.tsx';
import { emptyDraft, newOfferOf } from './draft.ts';
import { OfferForm } from './offer-form.tsx';

function StartOver({ busy, onConfirm }: { readonly busy: boolean; readonly onConfirm: () => void }) {
  return (
    <Confirm action="Start over" title="Start over?" busy={busy} onConfirm={onConfirm}>
      <p>What you entered here is lost, and the form is as it was at first.</p>
    </Confirm>
  );
}

/** A new offer takes a while to think of: what is entered stays in this tab until the offer is made. */
export default function NewOffer() {
  const [draft, keep, forget] = useKept('new-offer', emptyDraft);
  /** Fields have texts of their own, which begin anew with another form. */
  const [round, setRound] = useState(0);
  const [, go] = useLocation();
  const create = useChange((api, body: Schema<'NewOffer'>) => api.POST('/v1/offers', { body }), {
    done: 'The offer is made.',
    changes: [['offers']],
    onDone: ({ offerId }) => {
      forget?.();
      go(`/offers/${offerId}`);
    },
  });
  const startOver = (): void => {
    forget?.();
    create.reset();
    setRound(round + 1);
  };
  return (
    <Page
      title="New offer"
      lead="Say what you buy, when it counts and what you pay. It stands as it is for everything that comes under it; a change makes a new version."
      actions={
        <>
          {forget && <StartOver busy={create.isPending} onConfirm={startOver} />}
          <Link href="/offers">All offers</Link>
        </>
      }
    >
      {forget && <p className="hint">What you entered is kept in this tab until you make the offer.</p>}
      <OfferForm
        key={round}
        submit="Make the offer"
        draft={draft}
        change={(part) => keep((before) => ({ ...before, ...part }))}
        busy={create.isPending}
        error={create.error}
        onSubmit={() => create.mutate(newOfferOf(draft))}
      />
    </Page>
  );
}
