import { useState } from 'react';
import { Link } from 'wouter';
import { count, money } from '../../app/format.ts';
import { useChange, usePages } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { PublisherName } from '../shared/names.tsx';
import { type Line, type Run, whyCarried } from './words.ts';

const PAGE_LINES = 100;

/** Lines are drawn one by one. */
const LIVE_MS = 5_000;

/** The lines of a run, by publisher; read anew when it moves, and again and again while they are drawn. */
export const useLines = (runId: string, state?: Run['state']) =>
  usePages(
    ['run-lines', runId, state],
    (api, cursor) =>
      api.GET('/v1/payout-runs/{runId}/lines', {
        params: { path: { runId }, query: { limit: PAGE_LINES, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    state === 'opening' || state === 'drawing' ? { everyMs: LIVE_MS } : {},
  );

const changesOf = (runId: string) => [
  ['run', runId],
  ['run-lines', runId],
];

function Hold({ line, close }: { readonly line: Line; readonly close: () => void }) {
  const { runId, publisherId } = line;
  const change = useChange(
    (api, reason: string) =>
      api.PUT('/v1/payout-runs/{runId}/lines/{publisherId}/hold', {
        params: { path: { runId, publisherId } },
        body: { reason },
      }),
    { done: 'Held: its amount goes on to the next run.', changes: changesOf(runId), onDone: close },
  );
  return (
    <Form
      submit="Hold this line"
      busy={change.isPending}
      error={change.error}
      onSubmit={({ reason = '' }) => change.mutate(reason)}
    >
      <p>
        {money(line.payMinor, line.currency)} goes on to the next run instead. The publisher reads the reason on its
        statement. Whoever holds a line can’t approve the run.
      </p>
      <TextField label="Reason" name="reason" required minLength={3} maxLength={300} error={change.error} />
    </Form>
  );
}

function Release({ line }: { readonly line: Line }) {
  const { runId, publisherId } = line;
  const change = useChange(
    (api, path: { runId: string; publisherId: string }) =>
      api.DELETE('/v1/payout-runs/{runId}/lines/{publisherId}/hold', { params: { path } }),
    { done: 'Released: it is paid after all.', changes: changesOf(runId) },
  );
  return (
    <button type="button" disabled={change.isPending} onClick={() => change.mutate({ runId, publisherId })}>
      Release
    </button>
  );
}

/** Every line of the run: what it pays or carries, and why; held and released while the run is drawn. */
export function Lines({ run }: { readonly run: Run }) {
  const [holding, setHolding] = useState<Line>();
  const pages = useLines(run.runId, run.state);
  const act = (line: Line) => {
    if (run.state !== 'drawn') return null;
    if (line.heldFor !== undefined) return <Release line={line} />;
    if (line.decision !== 'pay') return null;
    return (
      <button type="button" onClick={() => setHolding(line)}>
        Hold…
      </button>
    );
  };
  const columns: readonly Column<Line>[] = [
    {
      title: 'Publisher',
      show: ({ publisherId }) => (
        <Link href={`/runs/${run.runId}/${publisherId}`}>
          <PublisherName of={publisherId} />
        </Link>
      ),
    },
    { title: 'Entries', number: true, show: ({ entries }) => count(entries) },
    { title: 'Carried in', number: true, show: (line) => money(line.carriedInMinor, line.currency) },
    { title: 'Pays', number: true, show: (line) => money(line.payMinor, line.currency) },
    { title: 'Carries on', number: true, show: (line) => money(line.carriedOutMinor, line.currency) },
    { title: 'Why', show: (line) => <span title={whyCarried(line)}>{whyCarried(line)}</span> },
    { title: 'Hold', show: act },
  ];
  return (
    <Card title="Lines" wide>
      <LongList
        caption="Lines of the run"
        pages={pages}
        columns={columns}
        keyOf={({ publisherId }) => publisherId}
        empty={<Empty title="No line yet">They are here as they are drawn, once a minute.</Empty>}
      />
      <Dialog title="Hold a line" open={holding !== undefined} onClose={() => setHolding(undefined)}>
        {holding && <Hold line={holding} close={() => setHolding(undefined)} />}
      </Dialog>
    </Card>
  );
}
