import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant, money, words } from '../../app/format.ts';
import { lastDays } from '../../app/period.ts';
import { useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { TextField } from '../../ui/form.tsx';
import { Card, Page, Stat, Stats } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { Whose } from './whose.tsx';

type Posting = Schema<'AccountStatement'>['items'][number];

const POSTINGS: readonly Column<Posting>[] = [
  { title: 'Booked', show: ({ bookedAt }) => instant(bookedAt), sort: ({ bookedAt }) => bookedAt },
  { title: 'What', show: ({ kind }) => words(kind), sort: ({ kind }) => kind },
  { title: 'Reason', show: ({ reason }) => reason },
  {
    title: 'Outcome',
    show: ({ outcomeId }) => (outcomeId ? <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> : '–'),
  },
  {
    title: 'Amount',
    number: true,
    show: ({ amountMinor, currency }) => money(amountMinor, currency),
    sort: ({ amountMinor }) => amountMinor,
  },
  { title: 'Balance', number: true, show: ({ balanceMinor, currency }) => money(balanceMinor, currency) },
];

const STATEMENT_DAYS = 31;

/** One account over some days: what it opened with, each posting, what it closed with. */
export function AccountPage() {
  const { account: written = '' } = useParams<{ account: string }>();
  const account = decodeURIComponent(written);
  const [period, setPeriod] = useState(() => lastDays(STATEMENT_DAYS));
  const statement = useRead(
    ['balance', 'account', account, period],
    (api) => api.GET('/v1/account-statements', { params: { query: { account, ...period } } }),
    { enabled: period.from !== '' && period.to !== '' },
  );
  const field = (label: string, name: 'from' | 'to') => (
    <TextField
      label={label}
      name={name}
      type="date"
      hint={`By ${networkClock()}`}
      value={period[name]}
      onChange={(event) => setPeriod({ ...period, [name]: event.target.value })}
    />
  );
  return (
    <Page
      title="Account statement"
      lead={
        <>
          <Whose of={account} /> <code>{account}</code>
        </>
      }
      actions={
        <>
          {field('From', 'from')}
          {field('To', 'to')}
          <Link href="/balance">All accounts</Link>
        </>
      }
    >
      <Shown of={statement} what="the statement">
        {({ currencies, items }) => (
          <>
            {currencies.map(({ currency, openingMinor, closingMinor }) => (
              <Stats key={currency}>
                <Stat label={`Opened with, ${currency}`} value={money(openingMinor, currency)} />
                <Stat label={`Closed with, ${currency}`} value={money(closingMinor, currency)} />
              </Stats>
            ))}
            <Card title="Postings">
              <DataTable
                caption="Postings"
                rows={items}
                columns={POSTINGS}
                keyOf={({ entryId, amountMinor, currency }) => `${entryId} ${amountMinor} ${currency}`}
                empty={<Empty title="Nothing was posted in these days">Choose other days.</Empty>}
              />
            </Card>
          </>
        )}
      </Shown>
    </Page>
  );
}
