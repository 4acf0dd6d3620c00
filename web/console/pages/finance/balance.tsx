import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, money, words } from '../../app/format.ts';
import { usePages, useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { TextField } from '../../ui/form.tsx';
import { Card, Page, Stat, Stats } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { Whose } from './whose.tsx';

type Balance = Schema<'TrialBalance'>;
type Account = Balance['items'][number];
type Kind = Balance['kinds'][number];

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
