import type { Schema } from '../../../client/client.ts';
import { amountsOf } from '../../app/amount.ts';
import { useOwnCheck } from '../../app/own-check.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea, TextField } from '../../ui/form.tsx';

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
  const change = useChange((api, body: Body) => api.POST('/v1/publishers', { body }), {
    done: 'Registered.',
    changes: [['publishers']],
    onDone: close,
  });
  const { error, passes } = useOwnCheck(change);
  const send = (fields: Readonly<Record<string, string>>): void => {
    const { name = '', origins = '', currency = '', payoutSchedule, state } = fields;
    const amounts = amountsOf(fields, ['payoutThresholdMinor'], currency);
    if (!passes(amounts)) return;
    change.mutate({
      name,
      origins: origins.split(/\s+/).filter(Boolean),
      currency,
      ...amounts,
      payoutSchedule: payoutSchedule as Schedule,
      state: state === 'active' ? 'active' : 'pending',
    });
  };
  return (
    <Form submit="Register" busy={change.isPending} error={error} onSubmit={send}>
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
        <TextField
          label="Least amount"
          name="payoutThresholdMinor"
          required
          defaultValue="50.00"
          inputMode="decimal"
          error={error}
        />
      </div>
      <Select label="Paid" name="payoutSchedule" options={SCHEDULES} error={error} />
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
