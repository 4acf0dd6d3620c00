import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { paths } from '../../../client/api.d.ts';
import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { usePages } from '../../app/read.ts';
import { Select } from '../../ui/form.tsx';
import { Card, State } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { useEventTypes } from './webhook-events.ts';
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

const STATES = [
  ['', 'All'],
  ['pending', 'Waits for a try'],
  ['delivered', 'Delivered'],
  ['held', 'Kept during a pause'],
  ['failed', 'Given up'],
] as const;

/** As the API takes it. */
type Asked = NonNullable<paths['/v1/webhooks/{webhookId}/deliveries']['get']['parameters']['query']>;
type Filter = Readonly<Pick<Asked, 'state' | 'type'>>;

function Filters({ filter, change }: { readonly filter: Filter; readonly change: (filter: Filter) => void }) {
  const { families } = useEventTypes();
  const types = families.flatMap((family) => family.types.map(({ type }) => [type, type] as const));
  const chosen = (name: keyof Filter, value: string): void => {
    const { [name]: _before, ...others } = filter;
    change(value === '' ? others : { ...others, [name]: value });
  };
  return (
    <>
      <Select
        label="State"
        name="state"
        value={filter.state ?? ''}
        onChange={(event) => chosen('state', event.target.value)}
        options={STATES}
      />
      <Select
        label="Event"
        name="type"
        value={filter.type ?? ''}
        onChange={(event) => chosen('type', event.target.value)}
        options={[['', 'All'], ...types]}
      />
    </>
  );
}

/** All that a webhook was sent in 30 days, and the ways to send it again. */
export function DeliveryLog({ webhookId }: { readonly webhookId: string }) {
  const [filter, setFilter] = useState<Filter>({});
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const replay = useReplay(webhookId, () => setChosen(new Set()));
  const pages = usePages(
    ['deliveries', webhookId, filter.state ?? '', filter.type ?? ''],
    (api, cursor) =>
      api.GET('/v1/webhooks/{webhookId}/deliveries', {
        params: {
          path: { webhookId },
          query: { limit: PAGE_ROWS, ...filter, ...(cursor === undefined ? {} : { cursor }) },
        },
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
          <Filters filter={filter} change={setFilter} />
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
        empty={
          filter.state || filter.type ? (
            <Empty title="None of these in 30 days" />
          ) : (
            <Empty title="Nothing yet">Send a test event: it is here a moment later.</Empty>
          )
        }
      />
    </Card>
  );
}
