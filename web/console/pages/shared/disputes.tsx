import { Link } from 'wouter';
import { instant, words } from '../../app/format.ts';
import { useKept } from '../../app/kept.ts';
import { usePages } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { Select } from '../../ui/form.tsx';
import { Card, Page, State } from '../../ui/layout.tsx';
import { PagedTable } from '../../ui/paged-table.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { BY_WORDS, claimed, type DisputeView, REASON_WORDS } from './dispute-words.ts';
import { OutcomeLink } from './outcome-link.tsx';

const PAGE_ROWS = 50;
const STATES = ['open', 'contested', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'] as const;

const COLUMNS: readonly Column<DisputeView>[] = [
  { title: 'State', show: ({ state }) => <State of={state} />, sort: ({ state }) => state },
  {
    title: 'Opened',
    show: ({ disputeId, steps }) => (
      <Link href={`/disputes/${disputeId}`}>{steps[0] ? instant(steps[0].at) : disputeId}</Link>
    ),
    sort: ({ steps }) => steps[0]?.at ?? '',
  },
  { title: 'By', show: ({ openedBy }) => BY_WORDS[openedBy], sort: ({ openedBy }) => openedBy },
  { title: 'Reason', show: ({ reason }) => REASON_WORDS[reason], sort: ({ reason }) => REASON_WORDS[reason] },
  {
    title: 'Outcome',
    show: ({ outcomeId }) => <OutcomeLink outcomeId={outcomeId} />,
  },
  {
    title: 'Claim',
    number: true,
    show: ({ claim, currency }) => claimed(claim, currency),
    sort: ({ claim }) => claim.chargeMinor ?? claim.payoutMinor ?? 0,
  },
  {
    title: 'Granted',
    number: true,
    show: ({ granted, currency }) => (granted ? claimed(granted, currency) : '–'),
  },
  {
    title: 'Answer by',
    show: ({ answerBy }) => (answerBy ? instant(answerBy) : '–'),
    sort: ({ answerBy }) => answerBy ?? '',
  },
];

const LEADS = {
  advertiser:
    'Outcomes that you say were not what you bought, opened from the outcome’s page; and those that a publisher says were judged wrong.',
  publisher:
    'Outcomes of yours that an advertiser says were not what it bought: answer before the date, or the offer’s rules decide. And those that you contest.',
  setter: 'Disputes are between your publisher and its advertisers.',
  operator: 'Disputes that wait for somebody, the most urgent first.',
  finance: 'Disputes that wait for somebody, the most urgent first.',
} as const;

/** One side's disputes, newest first; for the network those that wait. */
export function Disputes() {
  const { me } = useSession();
  const [asked, setAsked] = useKept<string>('disputes.state', () => '');
  const state = STATES.find((each) => each === asked);
  const pages = usePages(['disputes', state], (api, cursor) =>
    api.GET('/v1/disputes', {
      params: {
        query: { limit: PAGE_ROWS, ...(state ? { state } : {}), ...(cursor === undefined ? {} : { cursor }) },
      },
    }),
  );
  return (
    <Page
      title="Disputes"
      lead={LEADS[me.role]}
      actions={
        <Select
          label="State"
          name="state"
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
          options={[['', 'All'], ...STATES.map((each) => [each, words(each.replaceAll('-', ' '))] as const)]}
        />
      }
    >
      <Card title="All disputes">
        <PagedTable
          caption="Disputes"
          pages={pages}
          columns={COLUMNS}
          keyOf={({ disputeId }) => disputeId}
          empty={<Empty title={state ? 'None in this state' : 'No dispute: nobody has objected to anything'} />}
        />
      </Card>
    </Page>
  );
}
