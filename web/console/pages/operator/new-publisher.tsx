import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { minorOf } from '../../app/amount.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea, TextField } from '../../ui/form.tsx';
import { Failure } from '../../ui/states.tsx';

type Body = Schema<'NewPublisher'>;
type Schedule = NonNullable<Body['payoutSchedule']>;

const SCHEDULES: readonly (readonly [Schedule, string])[] = [
  ['weekly', 'Weekly, to Sunday'],
  ['two-weekly', 'Every second week'],
  ['twice-monthly', 'Twice a month'],
  ['monthly', 'Monthly'],
  ['demand', 'When finance asks'],
];

/** A publisher, to be approved or active at once. */
export function NewPublisher({ close }: { readonly close: () => void }) {
  const [wrong, setWrong] = useState<string>();
  const change = useChange((api, body: Body) => api.POST('/v1/publishers', { body }), {
    done: 'Registered.',
    changes: [['publishers']],
    onDone: close,
  });
  const { error } = change;
  const send = (fields: Readonly<Record<string, string>>): void => {
    const { name = '', origins = '', currency = '', threshold = '', schedule, state } = fields;
    const payoutThresholdMinor = minorOf(threshold, currency);
    setWrong(payoutThresholdMinor === undefined ? 'The least amount is written such as 50.00.' : undefined);
    if (payoutThresholdMinor === undefined) return;
    change.mutate({
      name,
      origins: origins.split(/\s+/).filter(Boolean),
      currency,
      payoutThresholdMinor,
      payoutSchedule: schedule as Schedule,
      state: state === 'active' ? 'active' : 'pending',
    });
  };
  return (
    <Form submit="Register" busy={change.isPending} error={error} onSubmit={send}>
      {wrong && <Failure error={new Error(wrong)} />}
      <TextField label="Name" name="name" required error={error} />
      <TextArea
        label="Pages"
        name="origins"
        required
        placeholder="https://www.example.com"
        hint="An origin each, on a line of its own: only they may show its numbers."
        error={error}
      />
      <div className="row">
        <TextField label="Paid in" name="currency" required defaultValue="USD" maxLength={3} error={error} />
        <TextField label="Least amount" name="threshold" required defaultValue="50.00" inputMode="decimal" />
      </div>
      <Select label="Paid" name="schedule" options={SCHEDULES} error={error} />
      <Select
        label="Begins"
        name="state"
        options={[
          ['pending', 'Waiting for approval'],
          ['active', 'Active at once'],
        ]}
      />
    </Form>
  );
}
