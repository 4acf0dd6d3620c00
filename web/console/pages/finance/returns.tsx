import { Link } from 'wouter';
import { money } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select } from '../../ui/form.tsx';
import { Card, Page } from '../../ui/layout.tsx';
import { Empty } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { TextFile } from '../../ui/text-file.tsx';
import { PublisherName } from '../shared/names.tsx';

type Format = 'nacha' | 'pain.002';

interface Returned {
  readonly trace: string;
  readonly code: string;
  readonly meaning: string;
  readonly outcome: 'returned' | 'corrected' | 'already' | 'unknown' | 'amount-differs';
  readonly publisherId?: string;
  readonly runId?: string;
  readonly amountMinor?: number;
  readonly currency?: string;
}

/** What each line of the bank's file did here. */
const OUTCOMES: Readonly<Record<Returned['outcome'], string>> = {
  returned: 'Reversed: the amount is owed again, and the payee is on hold until it is put right',
  corrected: 'The payment went through; the payee’s details have to be verified again',
  already: 'Was worked through before: nothing changed',
  unknown: 'No payment of ours: nothing changed',
  'amount-differs': 'The amount is not what we paid: nothing changed, ask the bank',
};

const COLUMNS: readonly Column<Returned>[] = [
  { title: 'Trace', show: ({ trace }) => <code>{trace}</code> },
  { title: 'The bank says', show: ({ meaning }) => meaning },
  { title: 'What it did here', show: ({ outcome }) => OUTCOMES[outcome] },
  {
    title: 'Publisher',
    show: ({ publisherId }) =>
      publisherId ? (
        <>
          <Link href={`/publishers/${publisherId}`}>
            <PublisherName of={publisherId} />
          </Link>{' '}
          <code>{publisherId}</code>
        </>
      ) : (
        '–'
      ),
  },
  {
    title: 'Amount',
    number: true,
    show: ({ amountMinor, currency }) =>
      amountMinor === undefined || currency === undefined ? '–' : money(amountMinor, currency),
  },
];

/** Payments that came back: the bank's file, and what each of its lines means. */
export function Returns() {
  const change = useChange(
    (api, body: { format: Format; content: string }) => api.POST('/v1/payment-returns', { body }),
    { done: 'The file was worked through.', changes: [['publishers'], ['balance']] },
  );
  return (
    <Page
      title="Returned payments"
      lead="Upload what the bank sent. Each returned payment is reversed once, however often the file comes."
      actions={<Link href="/runs">Payout runs</Link>}
    >
      <Card title="The bank’s file">
        <Form
          submit="Work through it"
          busy={change.isPending}
          error={change.error}
          onSubmit={({ format = 'nacha', content = '' }) => change.mutate({ format: format as Format, content })}
        >
          <Select
            label="Format"
            name="format"
            error={change.error}
            options={[
              ['nacha', 'NACHA returns and corrections'],
              ['pain.002', 'SEPA pain.002'],
            ]}
          />
          <TextFile label="File" name="content" error={change.error} />
        </Form>
      </Card>
      {change.data && (
        <Card title={change.data.wasRead ? 'This file was worked through before' : 'What each line meant'}>
          <DataTable
            caption="Lines of the file"
            rows={change.data.items}
            columns={COLUMNS}
            keyOf={({ trace, code }) => `${trace} ${code}`}
            empty={<Empty title="The file has no returned payment" />}
          />
        </Card>
      )}
    </Page>
  );
}
