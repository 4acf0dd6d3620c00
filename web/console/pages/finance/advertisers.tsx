import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { dateOf, instant, money, words } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { Card, Cards, Page, Stat, Stats } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { BillingTerms, Deposit } from './billing.tsx';
import { Invoices } from './invoices.tsx';

type Advertiser = Schema<'Advertiser'>;
type Account = Schema<'AdvertiserAccount'>;
type Entry = Schema<'AccountEntry'>;

const COLUMNS: readonly Column<Advertiser>[] = [
  { title: 'Advertiser', show: ({ advertiserId, name }) => <Link href={`/advertisers/${advertiserId}`}>{name}</Link> },
  { title: 'Id', show: ({ advertiserId }) => <code>{advertiserId}</code> },
  { title: 'Since', show: ({ createdAt }) => dateOf(createdAt) },
];

/** Who owes the network: accounts and invoices. */
export function Accounts() {
  const pages = usePages(['advertisers'], (api, cursor) =>
    api.GET('/v1/advertisers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page title="Advertisers" lead="What each owes, may still spend, and was invoiced.">
      <LongList
        caption="Advertisers"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ advertiserId }) => advertiserId}
        empty={<Empty title="No advertiser yet">The operator registers them.</Empty>}
      />
    </Page>
  );
}

function Balance({ account }: { readonly account: Account }) {
  const { balances, currency, creditLimitMinor, availableMinor } = account;
  const shown = (minor: number | undefined): string =>
    minor === undefined || currency === undefined ? 'no limit' : money(minor, currency);
  return (
    <Stats>
      <Stat
        label="Owes"
        value={balances.map((each) => money(each.owedMinor, each.currency)).join(' + ') || 'nothing'}
        hint="negative is money it has with us"
      />
      <Stat label="May still spend" value={shown(availableMinor)} />
      <Stat label="Credit limit" value={shown(creditLimitMinor)} hint="set with its billing terms" />
    </Stats>
  );
}

const ENTRIES: readonly Column<Entry>[] = [
  { title: 'Booked', show: ({ bookedAt }) => instant(bookedAt) },
  { title: 'What', show: ({ kind }) => words(kind) },
  { title: 'Amount', number: true, show: ({ amountMinor, currency }) => money(amountMinor, currency) },
  { title: 'Reason', show: ({ reason }) => <span title={reason}>{reason}</span> },
  {
    title: 'Outcome',
    show: ({ outcomeId }) => (outcomeId ? <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> : '–'),
  },
];

function Entries({ advertiserId }: { readonly advertiserId: string }) {
  const pages = usePages(['account-entries', advertiserId], (api, cursor) =>
    api.GET('/v1/advertisers/{advertiserId}/account-entries', {
      params: { path: { advertiserId }, query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Card title="Charges, credits and deposits" wide>
      <LongList
        caption="Charges, credits and deposits"
        pages={pages}
        columns={ENTRIES}
        keyOf={({ entryId }) => entryId}
        empty={<Empty title="Nothing was booked yet">The first charge comes with its first qualified outcome.</Empty>}
      />
    </Card>
  );
}

/** One advertiser as finance sees it. */
export function AccountOf() {
  const { advertiserId = '' } = useParams<{ advertiserId: string }>();
  const path = { advertiserId };
  const advertiser = useRead(['advertiser', advertiserId], (api) =>
    api.GET('/v1/advertisers/{advertiserId}', { params: { path } }),
  );
  const account = useRead(['account', advertiserId], (api) =>
    api.GET('/v1/advertisers/{advertiserId}/account', { params: { path } }),
  );
  return (
    <Page
      title={advertiser.data?.name ?? 'Advertiser'}
      lead={<code>{advertiserId}</code>}
      actions={<Link href="/advertisers">All advertisers</Link>}
    >
      <Shown of={account} what="the account">
        {(found) => <Balance account={found} />}
      </Shown>
      <Cards>
        <Invoices advertiserId={advertiserId} />
        <Deposit advertiserId={advertiserId} />
        <BillingTerms advertiserId={advertiserId} />
        <Entries advertiserId={advertiserId} />
      </Cards>
    </Page>
  );
}
