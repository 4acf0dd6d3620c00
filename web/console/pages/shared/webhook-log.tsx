import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { usePages } from '../../app/read.ts';
import { Card, State } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { ReplayRange, useReplay } from './webhook-replay.tsx';

type Summary = Schema<'DeliverySummary'>;

const PAGE_ROWS = 25;
const LIVE_MS = 3_000;
/** The most that one replay names. */
const MAX_CHOSEN = 100;

interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly turn: (deliveryId: string) => void;
}

/** What waits for its try needs no replay. */
const isReplayable = ({ state }: Summary): boolean => state !== 'pending';

const columnsOf = (webhookId: string, { chosen, turn }: Choice): readonly Column<Summary>[] => [
  {
    title: 'Choose',
    show: ({ deliveryId, type, happenedAt, ...rest }) => (
      <input
        type="checkbox"
        aria-label={`Choose ${type}, ${instant(happenedAt)}`}
        checked={chosen.has(deliveryId)}
        disabled={!isReplayable({ deliveryId, type, happenedAt, ...rest })}
        onChange={() => turn(deliveryId)}
      />
    ),
  },
  {
    title: 'Event',
    show: ({ deliveryId, type }) => <Link href={`/webhooks/${webhookId}/deliveries/${deliveryId}`}>{type}</Link>,
    sort: ({ type }) => type,
  },
  { title: 'About', show: ({ objectId }) => <code>{objectId}</code> },
  { title: 'Happened', show: ({ happenedAt }) => instant(happenedAt), sort: ({ happenedAt }) => happenedAt },
  { title: 'State', show: ({ state }) => <State of={state} />, sort: ({ state }) => state },
  { title: 'Tries', number: true, show: ({ tries }) => tries, sort: ({ tries }) => tries },
  { title: 'Last answer', number: true, show: ({ lastStatus }) => lastStatus ?? '–' },
];

/** All that a webhook was sent in 30 days, and the ways to send it again. */
export function DeliveryLog({ webhookId }: { readonly webhookId: string }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const replay = useReplay(webhookId, () => setChosen(new Set()));
  const pages = usePages(
    ['deliveries', webhookId],
    (api, cursor) =>
      api.GET('/v1/webhooks/{webhookId}/deliveries', {
        params: { path: { webhookId }, query: { limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    { everyMs: LIVE_MS },
  );
  const columns = useMemo(() => {
    const turn = (deliveryId: string): void =>
      setChosen((before) =>
        before.has(deliveryId)
          ? new Set([...before].filter((each) => each !== deliveryId))
          : new Set([...before, deliveryId]),
      );
    return columnsOf(webhookId, { chosen, turn });
  }, [webhookId, chosen]);
  const ids = [...chosen].slice(0, MAX_CHOSEN);
  return (
    <Card
      title="What it was sent"
      aside={
        <div className="actions">
          <button
            type="button"
            disabled={ids.length === 0 || replay.isPending}
            onClick={() => replay.mutate({ deliveryIds: ids })}
          >
            Send {ids.length === 0 ? 'the chosen' : ids.length} again
          </button>
          <ReplayRange webhookId={webhookId} />
        </div>
      }
    >
      <PagedTable
        caption="What it was sent"
        pages={pages}
        columns={columns}
        keyOf={({ deliveryId }) => deliveryId}
        empty={<Empty title="Nothing yet">Send a test event: it is here a moment later.</Empty>}
      />
    </Card>
  );
}
