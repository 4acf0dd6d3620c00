import type { Schema } from '../../../../client/client.ts';
import { instant } from '../../../app/format.ts';
import { useChange, useRead } from '../../../app/read.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Card } from '../../../ui/layout.tsx';
import { Empty, Shown } from '../../../ui/states.tsx';
import { type Column, DataTable } from '../../../ui/table.tsx';

type Schedule = Schema<'ReportSchedule'>;

export const useSchedules = () => useRead(['report-schedules'], (api) => api.GET('/v1/report-schedules'));

/** `7` → `07:00`. */
export const clockOf = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function Remove({ of: { scheduleId, name } }: { readonly of: Schedule }) {
  const remove = useChange(
    (api, id: string) => api.DELETE('/v1/report-schedules/{scheduleId}', { params: { path: { scheduleId: id } } }),
    { done: `“${name}” is sent no more.`, changes: [['report-schedules']] },
  );
  return (
    <Confirm
      action="Remove"
      label={`Remove ${name}`}
      title={`Send “${name}” no more?`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(scheduleId)}
    >
      <p>Letters that were sent stay readable until their links end.</p>
    </Confirm>
  );
}

const columns = (labelOf: (dimension: string) => string): readonly Column<Schedule>[] => [
  { title: 'Name', show: ({ name }) => name, sort: ({ name }) => name.toLowerCase() },
  {
    title: 'When',
    show: ({ every, hour, zone }) => `Each ${every} from ${clockOf(hour)}, ${zone}`,
    sort: ({ every }) => every,
  },
  { title: 'One row for each', show: ({ groupBy }) => groupBy.map(labelOf).join(', ') },
  { title: 'Goes to', show: ({ recipients }) => ['your webhooks', ...recipients].join(', ') },
  { title: 'Next', show: ({ nextAt }) => instant(nextAt), sort: ({ nextAt }) => nextAt },
  { title: 'Remove', show: (schedule) => <Remove of={schedule} /> },
];

/** The reports that one is sent, and when next. */
export function Schedules({ labelOf }: { readonly labelOf: (dimension: string) => string }) {
  const schedules = useSchedules();
  return (
    <Card title="Sent to you" wide>
      <Shown of={schedules} what="the reports that are sent to you">
        {({ items }) => (
          <DataTable
            caption="Reports that are sent to you"
            rows={items}
            columns={columns(labelOf)}
            keyOf={({ scheduleId }) => scheduleId}
            empty={<Empty title="Nothing yet">Choose what a row stands for above, then “Send me this”.</Empty>}
          />
        )}
      </Shown>
    </Card>
  );
}
