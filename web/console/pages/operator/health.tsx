import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { count, instant, words } from '../../app/format.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Card, Cards, Page, Stat, State, Stats } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { type Column, DataTable } from '../../ui/table.tsx';
import { PoolHealth } from './pool-health.tsx';

type Queue = Schema<'Queue'>;
type Webhook = Schema<'Webhook'>;

const LIVE_MS = 10_000;

/** What each queue carries, for who has to say what stands still. */
const CARRIES: Readonly<Record<Queue['name'], string>> = {
  'call-events': 'what carriers tell of calls',
  'call-sweeps': 'calls that never said they ended',
  'appointment-events': 'what calendars tell of meetings',
  leads: 'leads on their way to be judged',
  crm: 'outcomes on their way to CRMs',
  outcomes: 'outcomes on their way to their verdict',
  'late-truth': 'what was learnt after a verdict',
  'payout-lines': 'lines of a payout run',
  adjustments: 'rows of uploaded adjustments',
  'webhook-deliveries': 'webhooks on their way out',
};

function Redrive({ queue }: { readonly queue: Queue }) {
  const change = useChange(
    (api, name: Queue['name']) => api.POST('/v1/queues/{name}/redrives', { params: { path: { name } }, body: {} }),
    { done: 'Sent through again.', changes: [['queues']] },
  );
  if (queue.deadLetters === 0) return <>–</>;
  return (
    <button type="button" disabled={change.isPending} onClick={() => change.mutate(queue.name)}>
      Redrive {count(queue.deadLetters)}
    </button>
  );
}

const QUEUES: readonly Column<Queue>[] = [
  { title: 'Queue', show: ({ name }) => name, sort: ({ name }) => name },
  { title: 'Carries', show: ({ name }) => CARRIES[name] },
  { title: 'Waiting', number: true, show: ({ waiting }) => count(waiting), sort: ({ waiting }) => waiting },
  { title: 'Running', number: true, show: ({ running }) => count(running), sort: ({ running }) => running },
  { title: 'Later', number: true, show: ({ delayed }) => count(delayed), sort: ({ delayed }) => delayed },
  {
    title: 'Dead letters',
    number: true,
    show: ({ deadLetters }) => count(deadLetters),
    sort: ({ deadLetters }) => deadLetters,
  },
  { title: 'Redrive', show: (queue) => <Redrive queue={queue} /> },
];

const sumOf = (queues: readonly Queue[], of: (queue: Queue) => number): string =>
  count(queues.reduce((sum, queue) => sum + of(queue), 0));

function Queues() {
  const queues = useRead(['queues'], (api) => api.GET('/v1/queues'), { everyMs: LIVE_MS });
  return (
    <Shown of={queues} what="the queues">
      {({ items, streamFailures }) => (
        <>
          <Stats>
            <Stat label="Waiting" value={sumOf(items, ({ waiting }) => waiting)} hint="messages nobody has taken yet" />
            <Stat label="Running" value={sumOf(items, ({ running }) => running)} hint="being worked on now" />
            <Stat
              label="Dead letters"
              value={sumOf(items, ({ deadLetters }) => deadLetters)}
              hint="failed five times: mend the cause, then redrive"
            />
            <Stat
              label="Stream failures"
              value={count(streamFailures)}
              hint="changes of tables that nobody could read"
            />
          </Stats>
          <Card title="Queues" wide>
            <DataTable caption="Queues" rows={items} columns={QUEUES} keyOf={({ name }) => name} />
          </Card>
        </>
      )}
    </Shown>
  );
}

const WEBHOOKS: readonly Column<Webhook>[] = [
  { title: 'Name', show: ({ webhookId, name }) => <Link href={`/webhooks/${webhookId}`}>{name}</Link> },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  {
    title: 'Trouble',
    show: ({ trouble, paused }) =>
      trouble
        ? `${count(trouble.failures)} failures since ${instant(trouble.since)}; next try ${instant(trouble.retryAt)}`
        : paused
          ? `Paused (${words(paused.because)}) since ${instant(paused.at)}`
          : 'none',
  },
];

/** The network's own webhooks: each owner sees and mends theirs. */
function Webhooks() {
  const webhooks = useRead(['webhooks'], (api) => api.GET('/v1/webhooks'), { everyMs: LIVE_MS });
  return (
    <Card title="The network’s webhooks">
      <Shown of={webhooks} what="the webhooks">
        {({ items }) => (
          <DataTable
            caption="Webhooks"
            rows={items}
            columns={WEBHOOKS}
            keyOf={({ webhookId }) => webhookId}
            empty={<Empty title="No webhook of the network’s own">Who has one is told of trouble first.</Empty>}
          />
        )}
      </Shown>
    </Card>
  );
}

/** How the network runs: queues, pools, webhooks. */
export function Health() {
  const [publisherId, setPublisherId] = useState('');
  return (
    <Page
      title="Health"
      lead="What waits, what failed, and which pools are too small. Looked at again every ten seconds."
      actions={<Link href="/audit">What was changed lately</Link>}
    >
      <Queues />
      <Cards>
        <PoolHealth chosen={publisherId} choose={setPublisherId} />
        <Webhooks />
      </Cards>
    </Page>
  );
}
