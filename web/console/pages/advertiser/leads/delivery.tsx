import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { etagOf } from '../../../app/etag.ts';
import { ProblemError } from '../../../app/problem.ts';
import { useChange, useRead } from '../../../app/read.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Card, Facts, State } from '../../../ui/layout.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';
import { type Delivery, type DeliveryDraft, draftOf, partsOf } from './delivery-draft.ts';
import { DeliveryForm, FORMATS } from './delivery-form.tsx';

interface OfferProps {
  readonly offer: Schema<'Offer'>;
}

/** Takes the place of the version that was seen, and of no other; 0 is none. */
const useSave = (offerId: string, seen: number, done: string, onDone?: (saved: Schema<'SavedLeadDelivery'>) => void) =>
  useChange(
    (api, body: Schema<'NewLeadDelivery'>) =>
      api.PUT('/v1/offers/{offerId}/lead-delivery', {
        params: { path: { offerId }, header: { 'If-Match': etagOf(seen) } },
        body,
      }),
    { done, changes: [['lead-delivery', offerId]], ...(onDone && { onDone }) },
  );

function Turn({ of: { offerId, version, ...body } }: { readonly of: Delivery }) {
  const next = body.state === 'active' ? 'paused' : 'active';
  const save = useSave(offerId, version, next === 'paused' ? 'No lead is sent now.' : 'Leads are sent again.');
  return (
    <button type="button" disabled={save.isPending} onClick={() => save.mutate({ ...body, state: next })}>
      {next === 'paused' ? 'Pause sending' : 'Go on sending'}
    </button>
  );
}

interface SayProps extends OfferProps {
  readonly now: Delivery | undefined;
  /** Whether there is one is known. */
  readonly isKnown: boolean;
}

function Say({ offer: { offerId, lead }, now, isKnown }: SayProps) {
  const [begin, setBegin] = useState<DeliveryDraft>();
  const [secret, setSecret] = useState<string>();
  const save = useSave(offerId, begin?.from ?? 0, 'Each lead that you buy goes there.', (saved) => {
    setBegin(undefined);
    setSecret(saved.secret);
  });
  return (
    <>
      <button
        type="button"
        className={now ? undefined : 'primary'}
        disabled={!isKnown}
        onClick={() => setBegin(draftOf(lead, now))}
      >
        {now ? 'Change where leads go' : 'Say where leads go'}
      </button>
      <Dialog title="Where leads go" open={begin !== undefined} onClose={() => setBegin(undefined)}>
        {begin && (
          <DeliveryForm begin={begin} busy={save.isPending} refused={save} onSubmit={(body) => save.mutate(body)} />
        )}
      </Dialog>
      <Secret title="The secret leads are signed with" secret={secret} onClose={() => setSecret(undefined)}>
        <p>
          Verify each lead with it, by any library of Standard Webhooks. Its message id is the lead’s id, the same on
          every try: what your system took already it answers with 2xx, and takes no second time.
        </p>
      </Secret>
    </>
  );
}

interface Renamed {
  readonly name: string;
  readonly label: string;
  readonly theirs: string;
}

const NAMES: readonly Column<Renamed>[] = [
  { title: 'Of the lead', show: ({ label }) => label },
  { title: 'Our name', show: ({ name }) => <code>{name}</code> },
  { title: 'Yours', show: ({ theirs }) => (theirs === '' ? 'left out' : <code>{theirs}</code>) },
];

function Where({ of, offer }: OfferProps & { readonly of: Delivery }) {
  const { names = {}, fixed = {} } = of;
  const renamed = partsOf(offer.lead, names).flatMap(({ name, label }): Renamed[] => {
    const theirs = names[name];
    return theirs === undefined ? [] : [{ name, label, theirs }];
  });
  return (
    <>
      {of.state === 'paused' && (
        <p>What you buy meanwhile is not sent later either: read it in Outcomes, or fetch it by API.</p>
      )}
      <Facts
        of={[
          ['State', <State key="state" of={of.state} />],
          ['Address', <code key="url">{of.url}</code>],
          ['Sent as', FORMATS.find(([format]) => format === of.format)?.[1]],
          [
            'With each',
            Object.entries(fixed)
              .map(([name, value]) => `${name}: ${value}`)
              .join(', '),
          ],
          ['Taken when the answer has', of.successText && <code key="text">{of.successText}</code>],
        ]}
      />
      {renamed.length > 0 && (
        <DataTable caption="Your names" rows={renamed} columns={NAMES} keyOf={({ name }) => name} />
      )}
      <p className="hint">
        {renamed.length > 0 ? 'All else goes' : 'All of it goes'} under our own names. What is not taken is tried again
        for a day.
      </p>
    </>
  );
}

/** Where the leads of an offer go once they are bought. */
export function LeadDelivery({ offer }: OfferProps) {
  const { offerId } = offer;
  const delivery = useRead(['lead-delivery', offerId], (api) =>
    api.GET('/v1/offers/{offerId}/lead-delivery', { params: { path: { offerId } } }),
  );
  const isAbsent = delivery.error instanceof ProblemError && delivery.error.isAbsent;
  return (
    <Card
      title="Where leads go"
      wide
      aside={
        <div className="actions">
          {delivery.data && <Turn of={delivery.data} />}
          <Say offer={offer} now={delivery.data} isKnown={delivery.data !== undefined || isAbsent} />
        </div>
      }
    >
      <Shown
        of={delivery}
        what="where leads go"
        absent={
          <Empty title="They are sent nowhere yet">
            You read each lead that you buy in Outcomes, or your own system fetches it by API. Say where they go, and
            they come by themselves, seconds after the verdict.
          </Empty>
        }
      >
        {(found) => <Where of={found} offer={offer} />}
      </Shown>
    </Card>
  );
}
