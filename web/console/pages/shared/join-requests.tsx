import type { Schema } from '../../../client/client.ts';
import { instant } from '../../app/format.ts';
import { usePages } from '../../app/read.ts';
import { State } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { DecideJoinRequest } from './decide-join-request.tsx';

type JoinRequest = Schema<'JoinRequest'>;

const PAGE_ROWS = 20;

const COLUMNS: readonly Column<JoinRequest>[] = [
  { title: 'Its pages', show: ({ pages }) => pages.join(', ') },
  { title: 'It says', show: ({ note }) => note || '–' },
  { title: 'Asked', show: ({ askedAt }) => instant(askedAt) },
  { title: 'State', show: ({ state }) => <State of={state} /> },
  { title: 'Decide', show: (request) => <DecideJoinRequest request={request} /> },
];

const WHO: readonly Column<JoinRequest>[] = [{ title: 'Publisher', show: ({ publisherName }) => publisherName }];

export interface JoinRequestsProps {
  readonly offerId?: string | undefined;
  readonly advertiserId?: string | undefined;
  readonly state?: JoinRequest['state'] | undefined;
  /** Who asks for what, before what it says. */
  readonly who?: readonly Column<JoinRequest>[];
  readonly none?: string;
}

/** Who asks to bring outcomes to an offer, the newest first. */
export function JoinRequests({ offerId, advertiserId, state, who = WHO, none }: JoinRequestsProps) {
  const pages = usePages(['join-requests', { offerId, advertiserId, state }], (api, cursor) =>
    api.GET('/v1/join-requests', {
      params: {
        query: {
          limit: PAGE_ROWS,
          ...(offerId ? { offerId } : {}),
          ...(advertiserId ? { advertiserId } : {}),
          ...(state ? { state } : {}),
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
    }),
  );
  return (
    <PagedTable
      caption="Requests to join"
      pages={pages}
      columns={[...who, ...COLUMNS]}
      keyOf={({ joinRequestId }) => joinRequestId}
      empty={<Empty title={none ?? 'Nobody has asked yet'} />}
    />
  );
}
