import { useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../../../client/client.ts';
import { useChange } from '../../../app/read.ts';
import { networkClock, OWN_ZONE } from '../../../app/zones.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form, Select, TextArea, TextField } from '../../../ui/form.tsx';
import { ZoneField } from '../../../ui/zone-field.tsx';
import { type Asked, filterOf } from './asked.ts';
import { clockOf, useSchedules } from './schedules.tsx';

const HOURS = Array.from({ length: 24 }, (_hour, hour) => [String(hour), clockOf(hour)] as const);
const USUAL_HOUR = '7';

type Draft = Schema<'ReportScheduleDraft'>;

const groupsOf = ({ by, second }: Asked): string[] => [by, second].filter(Boolean);

/** As the page shows it now, whatever its days. */
function draftOf(asked: Asked, fields: Readonly<Record<string, string>>): Draft {
  const { from: _from, to: _to, ...filter } = filterOf(asked);
  const { name = '', every, zone = '', hour = USUAL_HOUR, recipients = '' } = fields;
  return {
    name,
    every: every === 'week' ? 'week' : 'day',
    zone,
    hour: Number(hour),
    groupBy: groupsOf(asked) as Draft['groupBy'],
    filter,
    recipients: recipients.split(/[\s,;]+/).filter(Boolean),
  };
}

function Recipients({ error }: { readonly error: Error | null }) {
  const { data } = useSchedules();
  if (!data?.sender) {
    return (
      <p className="hint">
        This network sends no mail: each letter’s links come to your <Link href="/webhooks">webhooks</Link> as{' '}
        <code>report.ready</code>.
      </p>
    );
  }
  return (
    <TextArea
      label="E-mail addresses"
      name="recipients"
      error={error}
      hint={`At most ten people who may sign in here for you, one on each line; each sees the others. Letters come from ${data.sender}. Your webhooks are told too.`}
    />
  );
}

export interface NewScheduleProps {
  readonly asked: Asked;
  readonly labelOf: (dimension: string) => string;
}

/** The report that the page shows, sent again and again. */
export function NewSchedule({ asked, labelOf }: NewScheduleProps) {
  const [open, setOpen] = useState(false);
  const create = useChange((api, body: Draft) => api.POST('/v1/report-schedules', { body }), {
    done: 'It is sent from the next time on.',
    changes: [['report-schedules']],
    onDone: () => setOpen(false),
  });
  const groups = groupsOf(asked).map(labelOf).join(' and ');
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Send me this
      </button>
      <Dialog title="Send me this" open={open} onClose={() => setOpen(false)}>
        <p>One row for each {groups.toLowerCase()}, of what you chose here.</p>
        <Form
          submit="Send it from now on"
          busy={create.isPending}
          error={create.error}
          onSubmit={(fields) => create.mutate(draftOf(asked, fields))}
        >
          <TextField
            label="Name"
            name="name"
            required
            maxLength={80}
            defaultValue={`By ${groups.toLowerCase()}`}
            error={create.error}
          />
          <Select
            label="How often"
            name="every"
            options={[
              ['day', 'Each day: the day before'],
              ['week', 'Each week: Monday to Sunday'],
            ]}
          />
          <Select label="From" name="hour" defaultValue={USUAL_HOUR} options={HOURS} error={create.error} />
          <ZoneField
            name="zone"
            defaultValue={OWN_ZONE}
            hint={`By this clock it is sent, once the day or week is over by ${networkClock()}.`}
            error={create.error}
          />
          <Recipients error={create.error} />
        </Form>
      </Dialog>
    </>
  );
}
