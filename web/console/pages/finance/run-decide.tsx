import { useState } from 'react';
import { etagOf } from '../../app/etag.ts';
import { instant } from '../../app/format.ts';
import { usePublishers } from '../../app/parties.ts';
import { nameOf } from '../../app/party-names.ts';
import { useChange } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { isSame, type Run, sumsOf, who } from './words.ts';

const keysOf = ({ runId }: Run) => [['run', runId], ['runs'], ['run-lines', runId]];

/** What a person did to it since its lines were drawn: what whoever approves has to know. */
function Changes({ run }: { readonly run: Run }) {
  const publishers = usePublishers();
  if (run.changedBy.length === 0) return <p>Nothing was changed since it was drawn.</p>;
  return (
    <>
      <p>Changed by {run.changedBy.map(who).join(', ')} since it was drawn.</p>
      {run.held.length === 0 ? (
        <p>Every line that was held has been released again.</p>
      ) : (
        <ul className="plain">
          {run.held.map(({ publisherId, reason, by, at }) => (
            <li key={publisherId}>
              <strong>{nameOf(publishers, publisherId)}</strong> is held by {who(by)} since {instant(at)}: {reason}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What is approved is what stands here: a line that somebody holds or releases meanwhile refuses it. */
function Approve({ run }: { readonly run: Run }) {
  const { me } = useSession();
  const [asking, setAsking] = useState(false);
  const change = useChange(
    (api, { runId, version }: Run) =>
      api.POST('/v1/payout-runs/{runId}/approve', {
        params: { path: { runId }, header: { 'If-Match': etagOf(version) } },
      }),
    { done: 'Approved. Its files are there in about a minute.', changes: keysOf(run), onDone: () => setAsking(false) },
  );
  const hasPart = [run.opened.by, ...run.changedBy].some((actor) => isSame(actor, me));
  if (hasPart) {
    return (
      <p>
        <strong>A second person has to approve.</strong> You opened or changed this run, so it takes somebody else: two
        people have seen every payment before it leaves.
      </p>
    );
  }
  return (
    <>
      <button type="button" className="primary" onClick={() => setAsking(true)}>
        Approve…
      </button>
      <Dialog title="Approve this run" open={asking} onClose={() => setAsking(false)}>
        {change.error && <Failure error={change.error} />}
        <p>
          It pays <strong>{sumsOf(run.totals, ({ payMinor }) => payMinor)}</strong> and carries{' '}
          {sumsOf(run.totals, ({ carriedMinor }) => carriedMinor)}. It can’t be taken back: what was wrong is corrected
          later by an adjustment.
        </p>
        <h3>What changed since it was drawn</h3>
        <Changes run={run} />
        <button type="button" className="primary" disabled={change.isPending} onClick={() => change.mutate(run)}>
          Approve and pay
        </button>
      </Dialog>
    </>
  );
}

function Cancel({ run }: { readonly run: Run }) {
  const [asking, setAsking] = useState(false);
  const change = useChange(
    (api, reason: string) =>
      api.POST('/v1/payout-runs/{runId}/cancel', { params: { path: { runId: run.runId } }, body: { reason } }),
    { done: 'Cancelled: the next run carries its amounts.', changes: keysOf(run), onDone: () => setAsking(false) },
  );
  return (
    <>
      <button type="button" className="danger" onClick={() => setAsking(true)}>
        Cancel the run…
      </button>
      <Dialog title="Cancel this run" open={asking} onClose={() => setAsking(false)}>
        <Form
          submit="Cancel the run"
          busy={change.isPending}
          error={change.error}
          onSubmit={({ reason = '' }) => change.mutate(reason)}
        >
          <p>Nothing of it is paid, and it can’t be opened again. The next run carries every amount.</p>
          <TextField label="Why" name="reason" required minLength={3} maxLength={300} error={change.error} />
        </Form>
      </Dialog>
    </>
  );
}

function Resume({ run }: { readonly run: Run }) {
  const change = useChange(
    (api, runId: string) => api.POST('/v1/payout-runs/{runId}/resume', { params: { path: { runId } } }),
    { done: 'It draws again.', changes: keysOf(run) },
  );
  return (
    <>
      {change.error && <Failure error={change.error} />}
      <p>Resume once the ledger is right again. Whoever resumes can’t approve.</p>
      <button type="button" className="primary" disabled={change.isPending} onClick={() => change.mutate(run.runId)}>
        Resume
      </button>
    </>
  );
}

const ENDED: readonly Run['state'][] = ['approved', 'issued', 'cancelled'];

/** What a clerk can do with the run now, and what was done to it. */
export function Decide({ run }: { readonly run: Run }) {
  return (
    <Card title={ENDED.includes(run.state) ? 'What was decided' : 'Decide'}>
      {run.drawnAt && <Changes run={run} />}
      {run.state === 'drawn' && <Approve run={run} />}
      {run.state === 'stopped' && <Resume run={run} />}
      {!ENDED.includes(run.state) && (
        <p>
          <Cancel run={run} />
        </p>
      )}
    </Card>
  );
}
