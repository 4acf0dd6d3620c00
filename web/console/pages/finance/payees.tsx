import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { count, day, money, words } from '../../app/format.ts';
import { useChange, usePages, useRead } from '../../app/read.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';
import { Card, Facts, Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { PublisherFrame } from '../shared/publisher-frame.tsx';
import { REASONS } from './words.ts';

type Publisher = Schema<'Publisher'>;
type Standing = Schema<'PayeeStanding'>;
type TaxForm = NonNullable<Standing['taxForm']>;
type Checked = Schema<'CheckedLine'>;

const problemOf = ({ payee }: Publisher): string =>
  payee ? (payee.problem ? REASONS[payee.problem] : 'can be paid') : REASONS['no-payee'];

const COLUMNS: readonly Column<Publisher>[] = [
  {
    title: 'Publisher',
    show: ({ publisherId, name }) => <Link href={`/publishers/${publisherId}`}>{name}</Link>,
  },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  { title: 'Payee', show: ({ payee }) => (payee ? `${payee.legalName}, ${payee.method} ${payee.accountMasked}` : '–') },
  { title: 'Standing', show: (publisher) => problemOf(publisher) },
  { title: 'Paid', show: ({ payoutSchedule = 'weekly' }) => words(payoutSchedule).replaceAll('-', ' ') },
];

/** Whom the network pays, and what keeps a payee from being paid. */
export function Payees() {
  const pages = usePages(['publishers'], (api, cursor) =>
    api.GET('/v1/publishers', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }),
  );
  return (
    <Page title="Publishers" lead="Whom the network pays. A payee is paid once its tax form and account are verified.">
      <LongList
        caption="Publishers"
        pages={pages}
        columns={COLUMNS}
        keyOf={({ publisherId }) => publisherId}
        empty={<Empty title="No publisher yet">The operator registers them.</Empty>}
      />
    </Page>
  );
}

const TAX_FORMS: readonly (readonly [TaxForm, string])[] = [
  ['none', 'None yet'],
  ['w9', 'W-9'],
  ['w8ben', 'W-8BEN'],
  ['w8bene', 'W-8BEN-E'],
  ['not-required', 'Not required'],
];
const YES_NO = [
  ['no', 'No'],
  ['yes', 'Yes'],
] as const;

function StandingForm({ publisher }: { readonly publisher: Publisher }) {
  const { publisherId, payee } = publisher;
  const change = useChange(
    (api, body: Standing) =>
      api.PUT('/v1/publishers/{publisherId}/payee/standing', {
        params: { path: { publisherId }, header: { 'If-Match': etagOf(payee?.version ?? 0) } },
        body,
      }),
    { done: 'Saved: the next line that is drawn goes by it.', changes: [['publisher', publisherId], ['publishers']] },
  );
  if (!payee)
    return <Empty title="No payee yet">The publisher enters it under Payment; it is carried until then.</Empty>;
  const send = (fields: Readonly<Record<string, string>>): void =>
    change.mutate({
      taxForm: fields.taxForm as TaxForm,
      taxVerified: fields.taxVerified === 'yes',
      bankVerified: fields.bankVerified === 'yes',
      hold: fields.hold?.trim() ? fields.hold.trim() : null,
    });
  const { error } = change;
  return (
    <Form key={JSON.stringify(payee)} submit="Save" busy={change.isPending} error={error} onSubmit={send}>
      <Select label="Tax form" name="taxForm" defaultValue={payee.taxForm} options={TAX_FORMS} error={error} />
      <Select
        label="Tax form verified"
        name="taxVerified"
        defaultValue={payee.taxVerified ? 'yes' : 'no'}
        options={YES_NO}
        error={error}
      />
      <Select
        label="Account verified"
        name="bankVerified"
        defaultValue={payee.bankVerified ? 'yes' : 'no'}
        options={YES_NO}
        hint="Whoever entered the details can’t verify them."
        error={error}
      />
      <TextField
        label="Hold"
        name="hold"
        defaultValue={payee.hold ?? ''}
        hint="A reason holds every payment until it is emptied."
        error={error}
      />
    </Form>
  );
}

const LINES: readonly Column<Checked>[] = [
  { title: 'Run', show: ({ runId }) => <Link href={`/runs/${runId}`}>{runId}</Link> },
  { title: 'Days', show: ({ fromDay, toDay }) => `${day(fromDay)} to ${day(toDay)}` },
  { title: 'Entries', number: true, show: ({ entries }) => count(entries) },
  { title: 'As it was drawn', show: ({ holds, difference }) => (holds ? '✓ yes' : `✗ no: ${difference ?? ''}`) },
];

const CHECKED_LINES = 10;

function Chain({ publisherId }: { readonly publisherId: string }) {
  const lines = useRead(['chain', publisherId], (api) =>
    api.GET('/v1/publishers/{publisherId}/chain-check', {
      params: { path: { publisherId }, query: { limit: CHECKED_LINES } },
    }),
  );
  return (
    <Card title="Its last lines, read again" wide>
      <Shown of={lines} what="the lines">
        {({ items }) => (
          <DataTable
            caption="Lines, each compared with its entries"
            rows={items}
            columns={LINES}
            keyOf={({ runId }) => runId}
            empty={<Empty title="It has no line yet">The first run that pays or carries something draws one.</Empty>}
          />
        )}
      </Shown>
    </Card>
  );
}

/** One publisher as finance sees it: terms, payee and its standing, and whether its past lines still hold. */
export const PayeePage = () => (
  <PublisherFrame>
    {(found) => (
      <>
        <Card title="Terms" aside={<State of={found.state} />}>
          <Facts
            of={[
              ['Paid', words(found.payoutSchedule ?? 'weekly')],
              ['From', money(found.payoutThresholdMinor, found.currency)],
              ['Net days', found.netDays],
              ['Kept back', found.reserveBps === undefined ? undefined : `${found.reserveBps / 100} %`],
              ['Payee', found.payee && `${found.payee.legalName}, ${found.payee.method} ${found.payee.accountMasked}`],
              ['The bank said', found.payee?.notice],
              ['Standing', problemOf(found)],
            ]}
          />
        </Card>
        <Card title="Can it be paid?">
          <StandingForm publisher={found} />
        </Card>
        <Chain publisherId={found.publisherId} />
      </>
    )}
  </PublisherFrame>
);
