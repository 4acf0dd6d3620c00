import { useMemo } from 'react';
import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, money, words } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { Card, Cards, Facts, Page, Stat, Stats } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { JoinCard, joiningInWords, requestFor, useJoinRequests } from './join-offer.tsx';

type Offer = Schema<'Offer'>;

const columnsWith = (requests: readonly Schema<'JoinRequest'>[]): readonly Column<Offer>[] => [
  { title: 'Offer', show: ({ offerId, name }) => <Link href={`/offers/${offerId}`}>{name}</Link> },
  { title: 'Pays for', show: ({ model }) => `qualified ${model}s` },
  { title: 'You earn', number: true, show: ({ payoutMinor, currency }) => money(payoutMinor, currency) },
  { title: 'Payable after', number: true, show: ({ holdDays }) => `${count(holdDays)} days` },
  { title: 'Joining', show: (offer) => joiningInWords(offer, requestFor(offer.offerId, requests)) },
];

/** What can be worked for. Terms are frozen into each outcome when it is opened, so a later version never changes what was earned. */
export function Offers() {
  const pages = usePages(['offers'], (api, cursor) =>
    api.GET('/v1/offers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  const requests = useJoinRequests().data?.items;
  const columns = useMemo(() => columnsWith(requests ?? []), [requests]);
  return (
    <Page title="Offers" lead="What advertisers buy now. Open one to read its terms in plain words.">
      <LongList
        caption="Offers"
        pages={pages}
        columns={columns}
        keyOf={({ offerId }) => offerId}
        empty={<Empty title="No offer is open at the moment">They show here as soon as an advertiser opens one.</Empty>}
      />
    </Page>
  );
}

/** An offer's numbers, for who is about to promote it. */
function Terms({ offer }: { readonly offer: Offer }) {
  return (
    <>
      <Stats>
        <Stat
          label="You earn"
          value={money(offer.payoutMinor, offer.currency)}
          hint={`for each ${offer.model} that qualifies`}
        />
        <Stat label="Payable after" value={`${count(offer.holdDays)} days`} hint="from the verdict on" />
      </Stats>
      <Cards>
        <Card title="In plain words">
          <ul>
            {offer.inWords.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Card>
        <Card title="The offer">
          <Facts
            of={[
              ['Buys', `${words(offer.model)}s`],
              ['About it', offer.description],
              ['State', words(offer.state)],
              ['Version', `${offer.version}: it holds for what is opened from now on`],
            ]}
          />
        </Card>
        {offer.joining === 'on-request' && <JoinCard offer={offer} />}
        <Card title="How to bring some">
          <p>
            The network gives you a number or a pool for this offer. Then put its{' '}
            <Link href="/numbers">line of script on your page</Link>, or print the number.
          </p>
        </Card>
      </Cards>
    </>
  );
}

export function OfferTerms() {
  const { offerId = '' } = useParams<{ offerId: string }>();
  const offer = useRead(['offer', offerId], (api) =>
    api.GET('/v1/offers/{offerId}', { params: { path: { offerId } } }),
  );
  return (
    <Page title={offer.data?.name ?? 'Offer'} actions={<Link href="/offers">All offers</Link>}>
      <Shown of={offer} what="the offer">
        {(found) => <Terms offer={found} />}
      </Shown>
    </Page>
  );
}
