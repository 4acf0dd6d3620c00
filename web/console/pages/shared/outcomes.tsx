import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { dayBefore, instant, money } from '../../app/format.ts';
import { useKept } from '../../app/kept.ts';
import { type ReadOptions, usePages } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { networkClock } from '../../app/zones.ts';
import { Select, TextField } from '../../ui/form.tsx';
import { Page, State } from '../../ui/layout.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { Empty } from '../../ui/states.tsx';
import type { Column } from '../../ui/table.tsx';
import { OfferName } from './names.tsx';

type Summary = Schema<'OutcomeSummary'>;

const MONTH_DAYS = 30;
const PAGE_ROWS = 100;

const amountOf = (outcome: Summary): number | undefined => outcome.payoutMinor ?? outcome.chargeMinor;

const columnsFor = (side: 'Earned' | 'Charged'): readonly Column<Summary>[] => [
  { title: 'Verdict', show: ({ state }) => <State of={state} /> },
  { title: 'Judged', show: ({ judgedAt }) => instant(judgedAt) },
  { title: 'Outcome', show: ({ outcomeId }) => <Link href={`/outcomes/${outcomeId}`}>{outcomeId}</Link> },
  { title: 'Offer', show: ({ offerId }) => <OfferName of={offerId} /> },
  {
    title: side,
    number: true,
    show: (outcome) => {
      const amount = amountOf(outcome);
      return amount === undefined || outcome.currency === undefined ? '–' : money(amount, outcome.currency);
    },
  },
];

/** Every judged outcome of one's own, newest first, however many there are. */
export function Outcomes(live: ReadOptions) {
  const { me } = useSession();
  const [state, setState] = useKept<string>('outcomes.state', () => '');
  const [from, setFrom] = useKept<string>('outcomes.from', () => dayBefore(MONTH_DAYS));
  const columns = useMemo(
    () => columnsFor(me.role === 'publisher' || me.role === 'setter' ? 'Earned' : 'Charged'),
    [me.role],
  );
  const pages = usePages(
    ['outcomes', state, from],
    (api, cursor) =>
      api.GET('/v1/outcomes', {
        params: {
          query: {
            limit: PAGE_ROWS,
            ...(from ? { from } : {}),
            ...(state === 'qualified' || state === 'rejected' ? { state } : {}),
            ...(cursor === undefined ? {} : { cursor }),
          },
        },
      }),
    live,
  );
  return (
    <Page
      title="Outcomes"
      lead="Calls, leads and appointments with their verdict. Open one to see each criterion, what it asked and what was seen."
      actions={
        <>
          <Select
            label="Verdict"
            name="state"
            value={state}
            onChange={(event) => setState(event.target.value)}
            options={[
              ['', 'All'],
              ['qualified', 'Qualified'],
              ['rejected', 'Rejected'],
            ]}
          />
          <TextField
            label="Judged since"
            name="from"
            type="date"
            hint={`By ${networkClock()}`}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        </>
      }
    >
      <LongList
        caption="Outcomes"
        pages={pages}
        columns={columns}
        keyOf={({ outcomeId }) => outcomeId}
        empty={<Empty title="Nothing was judged in this time">A verdict is here seconds after a call has ended.</Empty>}
      />
    </Page>
  );
}
