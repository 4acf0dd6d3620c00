import type { Schema } from '../../../client/client.ts';
import { count, day, dayBefore, money, percent, talk } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { useSession } from '../../app/session.tsx';
import { networkClock } from '../../app/zones.ts';
import { Chart } from '../../ui/chart.tsx';
import { Card, Cards, Page, Stat, Stats } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';
import { PausedWebhooks } from './webhook-paused.tsx';

const TREND_DAYS = 14;
/** Figures are some seconds behind; asking more often would show nothing new. */
const LIVE_MS = 10_000;

type Sums = Schema<'ReportSums'>;
type Money = Schema<'ReportMoney'>;

/** What this side calls its money. */
const SIDES = {
  publisher: { label: 'Earned', of: (sums: Money) => sums.payoutMinor },
  advertiser: { label: 'Charged', of: (sums: Money) => sums.chargeMinor },
  finance: { label: 'Margin', of: (sums: Money) => sums.marginMinor },
  operator: { label: 'Margin', of: (sums: Money) => sums.marginMinor },
} as const;

function sumsOf(sums: readonly Money[], of: (sums: Money) => number | undefined): string {
  const shown = sums.flatMap((each) => {
    const minor = of(each);
    return minor === undefined ? [] : [money(minor, each.currency)];
  });
  return shown.length > 0 ? shown.join(' + ') : '–';
}

function Figures({ today }: { readonly today: Sums }) {
  const { me } = useSession();
  const { counts } = today;
  // What a setter's work comes to is its publisher's business.
  const side = me.role === 'setter' ? undefined : SIDES[me.role];
  return (
    <Stats>
      <Stat
        label="Outcomes judged"
        value={count(counts.outcomes)}
        hint={`${count(counts.calls)} calls, ${count(counts.leads)} leads, ${count(counts.appointments)} appointments`}
      />
      <Stat
        label="Qualified"
        value={count(counts.qualified)}
        hint={`${percent(counts.qualified, counts.outcomes)} of what was judged`}
      />
      <Stat label="Rejected" value={count(counts.rejected)} hint="each with its reason" />
      <Stat
        label="Average talk"
        value={counts.answered === 0 ? '–' : talk(counts.talkSeconds / counts.answered)}
        hint={`over ${count(counts.answered)} answered calls`}
      />
      {side && <Stat label={side.label} value={sumsOf(today.money, side.of)} hint="today, corrections included" />}
    </Stats>
  );
}

function Funnel({ total }: { readonly total: Sums }) {
  const { outcomes, answered, qualified, calls } = total.counts;
  const other = outcomes - calls;
  return (
    <Chart
      title="From outcome to qualified"
      kind="funnel"
      labels={['Brought', 'Reached', 'Qualified']}
      series={[{ name: 'Outcomes', values: [outcomes, answered + other, qualified] }]}
    />
  );
}

/** Who has a page for them. */
const WITH_WEBHOOKS: ReadonlySet<string> = new Set(['advertiser', 'publisher', 'operator']);

/** A side's first page: today so far, the last two weeks, and what became of what was brought. */
export function Today({ lead, children }: { readonly lead: string; readonly children?: React.ReactNode }) {
  const [from, to] = [dayBefore(TREND_DAYS - 1), dayBefore(0)];
  const today = useRead(
    ['report', 'today', to],
    (api) => api.GET('/v1/reports', { params: { query: { from: to, to } } }),
    { everyMs: LIVE_MS },
  );
  const trend = useRead(
    ['report', 'trend', from, to],
    (api) => api.GET('/v1/reports', { params: { query: { from, to, groupBy: 'day' } } }),
    { everyMs: LIVE_MS },
  );
  const { me } = useSession();
  return (
    <Page title="Today" lead={`${lead} Days by ${networkClock()}.`}>
      {WITH_WEBHOOKS.has(me.role) && <PausedWebhooks />}
      <Shown of={today} what="today's figures">
        {({ total }) => <Figures today={total} />}
      </Shown>
      <Cards>
        <Card title="The last two weeks">
          <Shown of={trend} what="the trend">
            {({ rows }) =>
              rows.length === 0 ? (
                <Empty title="No outcome yet">The first one shows here seconds after it was judged.</Empty>
              ) : (
                <Chart
                  title="Outcomes by day"
                  kind="line"
                  labels={rows.map(({ group }) => day(group.day ?? to))}
                  series={[
                    { name: 'Judged', values: rows.map(({ counts }) => counts.outcomes) },
                    { name: 'Qualified', values: rows.map(({ counts }) => counts.qualified) },
                  ]}
                />
              )
            }
          </Shown>
        </Card>
        <Card title="What became of it">
          <Shown of={trend} what="the funnel">
            {({ total }) =>
              total.counts.outcomes === 0 ? <Empty title="Nothing to show yet" /> : <Funnel total={total} />
            }
          </Shown>
        </Card>
        {children}
      </Cards>
    </Page>
  );
}
