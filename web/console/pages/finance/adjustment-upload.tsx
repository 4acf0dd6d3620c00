import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, money } from '../../app/format.ts';
import { useAdvertisers, usePublishers } from '../../app/parties.ts';
import { nameOf, type Party } from '../../app/party-names.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Form } from '../../ui/form.tsx';
import { Card, Page, State } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { TextFile } from '../../ui/text-file.tsx';

type Preview = Schema<'AdjustmentPreview'>;
type Sum = Preview['publishers'][number];

const LIVE_MS = 2_000;

const columnsOf = (side: string, parties: readonly Party[]): readonly Column<Sum>[] => [
  { title: side, show: ({ partyId }) => nameOf(parties, partyId) },
  { title: 'Rows', number: true, show: ({ rows }) => count(rows) },
  { title: 'Changes by', number: true, show: ({ amountMinor, currency }) => money(amountMinor, currency) },
];

function DryRun({ preview }: { readonly preview: Preview }) {
  const [publishers, advertisers] = [usePublishers(), useAdvertisers()];
  const keyOf = ({ partyId, currency }: Sum) => `${partyId} ${currency}`;
  return (
    <>
      <p>All {count(preview.rows)} rows can be applied. Nothing is stored yet.</p>
      <DataTable
        caption="What publishers earn"
        rows={preview.publishers}
        columns={columnsOf('Publisher', publishers)}
        keyOf={keyOf}
      />
      <DataTable
        caption="What advertisers are charged"
        rows={preview.advertisers}
        columns={columnsOf('Advertiser', advertisers)}
        keyOf={keyOf}
      />
    </>
  );
}

function Progress({ uploadId }: { readonly uploadId: string }) {
  const upload = useRead(
    ['adjustment-upload', uploadId],
    (api) => api.GET('/v1/adjustment-uploads/{uploadId}', { params: { path: { uploadId } } }),
    { everyMs: LIVE_MS },
  );
  return (
    <Card title="How far it is">
      <Shown of={upload} what="the upload">
        {({ state, rows, appliedRows, failedRows }) => (
          <>
            <p role="status">
              <State of={state} /> {count(appliedRows)} of {count(rows)} rows
            </p>
            {failedRows.length > 0 && (
              <ul className="plain">
                {failedRows.map(({ line, reason }) => (
                  <li key={line}>
                    Line {line}: {reason}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Shown>
    </Card>
  );
}

/** A file of adjustments: first what it would change, then for good. */
export function AdjustmentUpload() {
  const [csv, setCsv] = useState('');
  const [uploadId, setUploadId] = useState<string>();
  const preview = useChange((api, text: string) => api.POST('/v1/adjustment-previews', { body: { csv: text } }), {
    done: 'Checked: nothing is stored yet.',
    changes: [],
  });
  const apply = useChange(
    (api, id: string) =>
      api.PUT('/v1/adjustment-uploads/{uploadId}', { params: { path: { uploadId: id } }, body: { csv } }),
    {
      done: 'Being applied.',
      changes: [['adjustments'], ['balance']],
      onDone: ({ uploadId: id }) => setUploadId(id),
    },
  );
  const check = (text: string): void => {
    setCsv(text);
    setUploadId(undefined);
    preview.mutate(text);
  };
  return (
    <Page
      title="Upload adjustments"
      lead="All rows are checked first: one bad row, and none is applied."
      actions={<Link href="/adjustments">All adjustments</Link>}
    >
      <Card title="The file">
        <Form
          submit="Show what it would change"
          busy={preview.isPending}
          error={preview.error}
          onSubmit={({ csv: text = '' }) => check(text)}
        >
          <TextFile
            label="CSV"
            name="csv"
            accept=".csv,text/csv"
            hint={
              <>
                First line <code>outcome,action,charge,payout,currency,reason</code>; the action is <code>change</code>{' '}
                or <code>reverse</code>; amounts such as <code>-12.50</code>.
              </>
            }
            error={preview.error}
          />
        </Form>
      </Card>
      {preview.data && !preview.isPending && (
        <Card title="What it would change">
          <DryRun preview={preview.data} />
          <button
            type="button"
            className="primary"
            disabled={apply.isPending || uploadId !== undefined}
            onClick={() => apply.mutate(`upload_${crypto.randomUUID()}`)}
          >
            Apply all {count(preview.data.rows)} rows
          </button>
        </Card>
      )}
      {uploadId && <Progress uploadId={uploadId} />}
    </Page>
  );
}
