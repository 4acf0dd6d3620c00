import { dayBefore } from '../../app/format.ts';
import { useRead } from '../../app/read.ts';
import { Hours } from '../../ui/chart.tsx';
import { Card } from '../../ui/layout.tsx';
import { Empty, Shown } from '../../ui/states.tsx';

const WEEKS_DAYS = 28;

/** When of the week outcomes come: where it pays to have somebody answer. */
export function Week({ title }: { readonly title: string }) {
  const [from, to] = [dayBefore(WEEKS_DAYS - 1), dayBefore(0)];
  const week = useRead(['report', 'week', from, to], (api) =>
    api.GET('/v1/reports/week', { params: { query: { from, to, measure: 'outcomes' } } }),
  );
  return (
    <Card title={title} wide>
      <Shown of={week} what="the hours of the week">
        {({ weeks: [found] }) => {
          const cells = found?.rows.map((row) => row.map((value) => value ?? 0)) ?? [];
          return cells.flat().some((value) => value > 0) ? (
            <Hours title={`${title}, by weekday and hour`} cells={cells} />
          ) : (
            <Empty title="Nothing in the last four weeks" />
          );
        }}
      </Shown>
    </Card>
  );
}
