import { Link, useParams } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { instant, money, words } from '../../../app/format.ts';
import { usePages } from '../../../app/read.ts';
import { Card, Cards, Facts, Page, State } from '../../../ui/layout.tsx';
import { PagedTable } from '../../../ui/paged-table.tsx';
import { Shown } from '../../../ui/states.tsx';
import type { Column } from '../../../ui/table.tsx';
import { JoinRequests } from '../../shared/join-requests.tsx';
import { Calendars } from '../appointments/calendars.tsx';
import { MeetingHours } from '../appointments/hours.tsx';
import { LeadDelivery } from '../leads/delivery.tsx';
import { destinationInWords } from '../targets/target-words.ts';
import { Targets } from '../targets/targets.tsx';
import { draftOf, revisionOf } from './draft.ts';
import { useOffer, useRevision } from './use-offer.ts';

type View = Schema<'Offer'>;

function Turn({ offer }: { readonly offer: View }) {
  const next = offer.state === 'active' ? 'paused' : 'active';
  const revise = useRevision(
    offer,
    next === 'paused' ? 'It is paused: nothing new is bought.' : 'It is active: publishers bring you what it asks for.',
  );
  return (
    <button
      type="button"
      disabled={revise.isPending}
      onClick={() => revise.mutate({ ...revisionOf(draftOf(offer)), state: next })}
    >
      {next === 'paused' ? 'Pause' : 'Activate'}
    </button>
  );
}

function Terms({ offer }: { readonly offer: View }) {
  return (
    <Card title="In words" aside={<State of={offer.state} />}>
      {offer.description && <p>{offer.description}</p>}
      <ul>
        {offer.inWords.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Facts
        of={[
          ['Buys', `${words(offer.model)}s`],
          ['Currency', offer.currency],
          ['If no target can', offer.fallbackDestination && destinationInWords(offer.fallbackDestination)],
          ['Trade', offer.lead?.vertical],
          ['A lead tells', offer.lead?.fields.map(({ label }) => label).join(', ')],
        ]}
      />
    </Card>
  );
}

const VERSIONS: readonly Column<View>[] = [
  { title: 'Version', number: true, show: ({ version }) => version },
  { title: 'Since', show: ({ versionCreatedAt }) => instant(versionCreatedAt) },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  {
    title: 'You pay',
    number: true,
    show: ({ chargeMinor, currency }) => (chargeMinor === undefined ? '–' : money(chargeMinor, currency)),
  },
  { title: 'When', show: ({ inWords: [first] }) => first },
];

function Versions({ offerId }: { readonly offerId: string }) {
  const pages = usePages(['offer-versions', offerId], (api, cursor) =>
    api.GET('/v1/offers/{offerId}/versions', {
      params: { path: { offerId }, query: cursor === undefined ? {} : { cursor } },
    }),
  );
  return (
    <Card title="Versions" wide>
      <p className="hint">Each outcome is judged by the version that it began under, for ever.</p>
      <PagedTable caption="Versions" pages={pages} columns={VERSIONS} keyOf={({ version }) => String(version)} />
    </Card>
  );
}

/** One offer: its terms in words, where its calls go, and how it came to be so. */
export function Offer() {
  const { offerId = '' } = useParams<{ offerId: string }>();
  const offer = useOffer(offerId);
  return (
    <Page
      title={offer.data?.name ?? 'Offer'}
      lead={<code>{offerId}</code>}
      actions={
        <>
          <Link href="/offers">All offers</Link>
          {offer.data && <Turn offer={offer.data} />}
          <Link href={`/offers/${offerId}/change`} className="button primary">
            Change
          </Link>
        </>
      }
    >
      <Shown of={offer} what="the offer">
        {(found) => (
          <Cards>
            <Terms offer={found} />
            {found.joining === 'on-request' && (
              <Card title="Who asks to join" wide>
                <JoinRequests offerId={offerId} />
              </Card>
            )}
            {found.model === 'call' && <Targets offerId={offerId} currency={found.currency} />}
            {found.model === 'appointment' && <MeetingHours offerId={offerId} />}
            {found.model === 'appointment' && <Calendars offerId={offerId} />}
            {found.model === 'lead' && <LeadDelivery offer={found} />}
            <Versions offerId={offerId} />
          </Cards>
        )}
      </Shown>
    </Page>
  );
}
