import { Fragment } from 'react';
import { Link, useParams } from 'wouter';
import { count, day, instant } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { networkClock } from '../../app/zones.ts';
import { Card, Cards, Facts, Page, Stat, State, Stats } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { PublisherName } from '../shared/names.tsx';
import { Decide } from './run-decide.tsx';
import { Files, TieOut } from './run-files.tsx';
import { Lines } from './run-lines.tsx';
import { RUN_STATES, type Run, sumsOf, who } from './words.ts';

/** A run moves by itself once a minute. */
const LIVE_MS = 5_000;

function Totals({ run }: { readonly run: Run }) {
  const { totals } = run;
  const lines = (of: 'paidLines' | 'carriedLines'): string => count(totals.reduce((sum, total) => sum + total[of], 0));
  return (
    <Stats>
      <Stat label="Pays" value={sumsOf(totals, ({ payMinor }) => payMinor)} hint={`${lines('paidLines')} publishers`} />
      <Stat
        label="Carries on"
        value={sumsOf(totals, ({ carriedMinor }) => carriedMinor)}
        hint={`${lines('carriedLines')} publishers, each with its reason`}
      />
      <Stat label="Held by a person" value={count(run.held.length)} hint="taken out of what it pays" />
      <Stat label="Asked for a line" value={count(run.publishers)} hint="publishers" />
    </Stats>
  );
}

const step = (of: Run['opened'] | undefined): string | undefined =>
  of && `${instant(of.at)} by ${who(of.by)}${of.reason ? `: ${of.reason}` : ''}`;

/** A publisher by name and id: the one to read, the other to search by. */
const Named = ({ of: publisherId }: { readonly of: string }) => (
  <>
    <PublisherName of={publisherId} /> <code>{publisherId}</code>
  </>
);

function Story({ run }: { readonly run: Run }) {
  return (
    <Card title="Where it stands" aside={<State of={run.state} />}>
      <p>{RUN_STATES[run.state]}</p>
      <Facts
        of={[
          [
            'Only',
            run.only && (
              <ul key="only" className="plain">
                {run.only.map((publisherId) => (
                  <li key={publisherId}>
                    <Named of={publisherId} />
                  </li>
                ))}
              </ul>
            ),
          ],
          ['Opened', step(run.opened)],
          ['Drawn', run.drawnAt && instant(run.drawnAt)],
          [
            'Stopped',
            run.stopped && (
              <Fragment key="stopped">
                {instant(run.stopped.at)} at <Named of={run.stopped.publisherId} />: {run.stopped.reason}
              </Fragment>
            ),
          ],
          ['Changed by', run.changedBy.map(who).join(', ') || undefined],
          ['Approved', step(run.approved)],
          ['Cancelled', step(run.cancelled)],
          ['Issued', run.issuedAt && instant(run.issuedAt)],
        ]}
      />
    </Card>
  );
}

/** One run: what it pays and carries, and what a clerk can do with it now. */
export function RunPage() {
  const { runId = '' } = useParams<{ runId: string }>();
  const run = useRead(['run', runId], (api) => api.GET('/v1/payout-runs/{runId}', { params: { path: { runId } } }), {
    everyMs: LIVE_MS,
  });
  return (
    <Page
      title={run.data ? `Payout run up to ${day(run.data.toDay)}` : 'Payout run'}
      lead={
        <>
          <code>{runId}</code>, whose days end by {networkClock()}
        </>
      }
      actions={<Link href="/runs">All runs</Link>}
    >
      <Shown of={run} what="the run">
        {(found) => (
          <>
            <Totals run={found} />
            <Cards>
              <Story run={found} />
              <Decide run={found} />
              <Files run={found} />
              <TieOut run={found} />
              <Lines run={found} />
            </Cards>
          </>
        )}
      </Shown>
    </Page>
  );
}
