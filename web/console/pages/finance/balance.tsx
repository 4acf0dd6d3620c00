import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, instant, money, words } from '../../app/format.ts';
import { lastDays } from '../../app/period.ts';
import { usePages, useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { TextField } from '../../ui/form.tsx';
import { Card, Page, Stat, Stats } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { AdvertiserName, PublisherName } from '../shared/names.tsx';

type Balance = Schema<'TrialBalance'>;
type Account = Balance['items'][number];
type Kind = Balance['kinds'][number];
type Posting = Schema<'AccountStatement'>['items'][number];

const KINDS: readonly Column<Kind>[] = [
  { title: 'Kind of account', show: ({ kind }) => words(kind).replace(':', ', '), sort: ({ kind }) => kind },
  { title: 'Accounts', number: true, show: ({ accounts }) => count(accounts) },
  {
    title: 'Balance',
    number: true,
    show: ({ balanceMinor, currency }) => money(balanceMinor, currency),
    sort: ({ balanceMinor }) => balanceMinor,
  },
];

/** Whose an account is: its name has the side, the party's id and the kind, or the network and the kind. */
function Whose({ of: account }: { readonly of: string }) {
  const [side, partyId = ''] = account.split(':');
  if (side === 'publisher') return <PublisherName of={partyId} />;
  return side === 'advertiser' ? <AdvertiserName of={partyId} /> : 'the network';
}

const ACCOUNTS: readonly Column<Account>[] = [
  { title: 'Whose', show: ({ account }) => <Whose of={account} /> },
  { title: 'Kind', show: ({ account }) => words(account.split(':').at(-1) ?? account) },
  {
    title: 'Account',
    show: ({ account }) => (
      <Link href={`/balance/${encodeURIComponent(account)}`} title={account}>
        {account}
      </Link>
    ),
  },
  { title: 'Postings', number: true, show: ({ postings }) => count(postings) },
  { title: 'Balance', number: true, show: ({ balanceMinor, currency }) => money(balanceMinor, currency) },
];

function Sums({ balance }: { readonly balance: Balance }) {
  if (balance.currencies.length === 0) return <Empty title="The books are empty">Nothing was booked yet.</Empty>;
  return (
    <>
      {balance.currencies.map(({ currency, debitMinor, creditMinor, differenceMinor }) => (
        <Stats key={currency}>
          <Stat
            label={`Debits, ${currency}`}
            value={money(debitMinor, currency)}
            hint="what others owe, and what we have"
          />
          <Stat label={`Credits, ${currency}`} value={money(creditMinor, currency)} hint="what we owe, and earned" />
          <Stat
            label="Difference"
            value={money(differenceMinor, currency)}
            hint={differenceMinor === 0 ? '✓ the books balance' : '✗ the books are broken: tell the operator'}
          />
        </Stats>
      ))}
      <Card title="By kind">
        <DataTable
          caption="Balances by kind of account"
          rows={balance.kinds}
          columns={KINDS}
          keyOf={({ kind, currency }) => kind + currency}
        />
      </Card>
    </>
  );
}

/** Every account with its balance; all debits equal all credits, or the books are broken. */
export function TrialBalance() {
  const [month, setMonth] = useState('');
  const through = month ? { month } : {};
  const sums = useRead(['balance', 'sums', month], (api) =>
    api.GET('/v1/trial-balance', { params: { query: { limit: 1, ...through } } }),
  );
  const accounts = usePages(['balance', 'accounts', month], (api, cursor) =>
    api.GET('/v1/trial-balance', {
      params: { query: { limit: 100, ...through, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Page
      title="Trial balance"
      lead="Debit is positive, credit negative. Open an account to see each posting."
      actions={
        <TextField
          label="Up to the end of"
          name="month"
          type="month"
          hint={`By ${networkClock()}`}
          value={month}
          onChange={(event) => setMonth(event.target.value)}
        />
      }
    >
      <Shown of={sums} what="the sums">
        {(balance) => <Sums balance={balance} />}
      </Shown>
      <Card title="By account">
        <LongList
          caption="Accounts"
          pages={accounts}
          columns={ACCOUNTS}
          keyOf={({ account, currency }) => account + currency}
          empty={<Empty title="No account has a posting" />}
        />
      </Card>
    </Page>
  );
}

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
