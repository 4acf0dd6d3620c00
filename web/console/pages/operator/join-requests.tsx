import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { money, words } from '../../app/format.ts';
import { useAdvertisers } from '../../app/parties.ts';
import { nameOf, type Party } from '../../app/party-names.ts';
import { useRead } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/form.tsx';
import { Card, Facts, Page, State } from '../../ui/layout.tsx';
import { PartyField } from '../../ui/party-field.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { JoinRequests } from '../shared/join-requests.tsx';

type JoinRequest = Schema<'JoinRequest'>;

const STATES = ['asked', 'approved', 'declined'] as const;

const STATE_WORDS = { asked: 'Wait for an answer', approved: 'Let in', declined: 'Declined' } as const;

/** What a publisher would be let into, as its advertiser wrote it. */
function Terms({ offerId }: { readonly offerId: string }) {
  const offer = useRead(['offer', offerId], (api) =>
    api.GET('/v1/offers/{offerId}', { params: { path: { offerId } } }),
  );
  return (
    <Shown of={offer} what="the offer">
      {({ inWords, model, state, chargeMinor, payoutMinor, currency, description }) => (
        <>
          {description && <p>{description}</p>}
          <ul>
            {inWords.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <Facts
            of={[
              ['Buys', `${words(model)}s`],
              ['State', <State key="state" of={state} />],
              ['The advertiser pays', chargeMinor === undefined ? undefined : money(chargeMinor, currency)],
              ['The publisher earns', money(payoutMinor, currency)],
            ]}
          />
        </>
      )}
    </Shown>
  );
}

/** The offer by its name, which opens its terms. */
function AskedFor({ request: { offerId, offerName = offerId } }: { readonly request: JoinRequest }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet" aria-label={`Terms of ${offerName}`} onClick={() => setOpen(true)}>
        {offerName}
      </button>
      <Dialog title={offerName} open={open} onClose={() => setOpen(false)}>
        <Terms offerId={offerId} />
      </Dialog>
    </>
  );
}

const whoOf = (advertisers: readonly Party[]): readonly Column<JoinRequest>[] => [
  {
    title: 'Publisher',
    show: ({ publisherId, publisherName }) => <Link href={`/publishers/${publisherId}`}>{publisherName}</Link>,
  },
  { title: 'Asks to join', show: (request) => <AskedFor request={request} /> },
  { title: 'Of', show: ({ advertiserId = '' }) => nameOf(advertisers, advertiserId) },
];

/** Offers to choose from: those of the chosen advertiser, or what is open now. */
function useOffers(advertiserId: string): readonly Party[] {
  const offers = useRead(['offers', 'names', advertiserId], (api) =>
    api.GET('/v1/offers', { params: { query: { limit: 100, ...(advertiserId ? { advertiserId } : {}) } } }),
  );
  return offers.data?.items.map(({ offerId, name }) => ({ id: offerId, name })) ?? [];
}

/** Who waits to be let into whose offer: decided here where its advertiser does not. */
export function JoinRequestsOfAll() {
  const advertisers = useAdvertisers();
  const [advertiserId, setAdvertiser] = useState('');
  const [offerId, setOffer] = useState('');
  const [asked, setAsked] = useState<string>('asked');
  const state = STATES.find((each) => each === asked);
  const offers = useOffers(advertiserId);
  const who = useMemo(() => whoOf(advertisers), [advertisers]);
  return (
    <Page
      title="Join requests"
      lead="Publishers that ask to bring outcomes to an offer. Its advertiser decides; where it does not, you may."
    >
      <search className="card controls">
        <div className="row">
          <PartyField
            label="Advertiser"
            name="advertiserId"
            parties={advertisers}
            value={advertiserId}
            onChoose={setAdvertiser}
          />
          <PartyField label="Offer" name="offerId" parties={offers} value={offerId} onChoose={setOffer} />
          <Select
            label="State"
            name="state"
            value={asked}
            onChange={(event) => setAsked(event.target.value)}
            options={[['', 'All'], ...STATES.map((each) => [each, STATE_WORDS[each]] as const)]}
          />
        </div>
      </search>
      <Card title="Who asks" wide>
        <JoinRequests
          advertiserId={advertiserId}
          offerId={offerId}
          state={state}
          who={who}
          none={state === 'asked' ? 'Nobody waits for an answer' : 'No request'}
        />
      </Card>
    </Page>
  );
}
