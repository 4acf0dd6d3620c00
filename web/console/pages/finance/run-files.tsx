import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { count, money } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Download } from '../../ui/download.tsx';
import { Card } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { RAILS, type Run } from './words.ts';

type RunFile = Run['files'][number];

const columnsOf = (runId: string): readonly Column<RunFile>[] => [
  { title: 'For', show: ({ rail }) => RAILS[rail] },
  { title: 'Payments', number: true, show: ({ payments }) => count(payments) },
  { title: 'Total', number: true, show: ({ totalMinor, currency }) => money(totalMinor, currency) },
  { title: 'SHA-256', show: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}…</code> },
  {
    title: 'File',
    show: ({ name }) => (
      <Download path={`/v1/payout-runs/${runId}/files/${encodeURIComponent(name)}`} name={name}>
        Download
      </Download>
    ),
  },
];

/** What goes to the bank. */
export function Files({ run }: { readonly run: Run }) {
  return (
    <Card title="Files for the bank">
      <DataTable
        caption="Files for the bank"
        rows={run.files}
        columns={columnsOf(run.runId)}
        keyOf={({ name }) => name}
        empty={<Empty title="No file yet">They are written about a minute after the run was approved.</Empty>}
      />
    </Card>
  );
}

type TieOutView = Schema<'TieOut'>;

const CURRENCIES: readonly Column<TieOutView['currencies'][number]>[] = [
  { title: 'Currency', show: ({ currency }) => currency },
  { title: 'Run', number: true, show: ({ currency, runMinor }) => money(runMinor, currency) },
  { title: 'Lines', number: true, show: ({ currency, linesMinor }) => money(linesMinor, currency) },
  { title: 'Files', number: true, show: ({ currency, filesMinor }) => money(filesMinor, currency) },
  { title: 'Ledger', number: true, show: ({ currency, ledgerMinor }) => money(ledgerMinor, currency) },
];

function Tied({ tie }: { readonly tie: TieOutView }) {
  return (
    <>
      <p>
        <strong>{tie.tiesOut ? '✓ It ties out.' : `✗ ${count(tie.differencesFound)} differences.`}</strong>{' '}
        {tie.tiesOut ? 'Run, lines, files and ledger say the same, payment by payment.' : 'Do not send the files.'}
      </p>
      <DataTable caption="Tie-out" rows={tie.currencies} columns={CURRENCIES} keyOf={({ currency }) => currency} />
      <ul className="plain">
        {tie.differences.map(({ where, what, publisherId, file, account }) => (
          <li key={[where, what, publisherId, file, account].join()}>
            In the {where}: {what} {publisherId ?? account ?? file}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Whether run, lines, files and ledger say the same: read again, all four, when somebody asks. */
export function TieOut({ run }: { readonly run: Run }) {
  const [asked, setAsked] = useState(false);
  const { runId, state } = run;
  const tie = useRead(
    ['tie-out', runId, state],
    (api) => api.GET('/v1/payout-runs/{runId}/tie-out', { params: { path: { runId } } }),
    { enabled: asked },
  );
  return (
    <Card title="Does it tie out?">
      {asked ? (
        <Shown of={tie} what="the tie-out">
          {(found) => <Tied tie={found} />}
        </Shown>
      ) : (
        <>
          <p>Reads the run, its lines, its files and the ledger again, and compares them payment by payment.</p>
          <button type="button" onClick={() => setAsked(true)}>
            Tie out
          </button>
        </>
      )}
    </Card>
  );
}
