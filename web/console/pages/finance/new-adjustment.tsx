import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { amountsOf } from '../../app/amount.ts';
import { useOwnCheck } from '../../app/own-check.ts';
import { ProblemError } from '../../app/problem.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextField } from '../../ui/form.tsx';

type Body = Schema<'NewAdjustment'>;
type Action = Body['action'];

type Fields = Readonly<Record<string, string>>;

/** The body that the fields ask for, or what is wrong with an amount. */
function bodyOf(action: Action, fields: Fields): Body | ProblemError {
  const { outcomeId = '', reason = '', adjustmentId = '', currency = '' } = fields;
  if (action === 'reverse') return { action, outcomeId, reason };
  if (action === 'undo') return { action, outcomeId, reason, adjustmentId };
  const amounts = amountsOf(fields, ['chargeMinor', 'payoutMinor'], currency);
  return amounts instanceof ProblemError ? amounts : { action, outcomeId, reason, currency, ...amounts };
}

/** One correction of one outcome. */
export function NewAdjustment({ close }: { readonly close: () => void }) {
  const [action, setAction] = useState<Action>('change');
  const change = useChange((api, body: Body) => api.POST('/v1/adjustments', { body }), {
    done: 'Adjusted: a new entry is booked.',
    changes: [['adjustments'], ['balance'], ['journal'], ['outcome']],
    onDone: close,
  });
  const { error, passes } = useOwnCheck(change);
  const send = (fields: Fields): void => {
    const body = bodyOf(action, fields);
    if (passes(body)) change.mutate(body);
  };
  return (
    <Form submit="Book it" busy={change.isPending} error={error} onSubmit={send}>
      <Select
        label="What to do"
        name="action"
        value={action}
        onChange={(event) => setAction(event.target.value as Action)}
        options={[
          ['change', 'Change what it comes to'],
          ['reverse', 'Take back all that is left of it'],
          ['undo', 'Undo one adjustment'],
        ]}
      />
      <TextField label="Outcome" name="outcomeId" required error={error} />
      {action === 'change' && (
        <div className="row">
          <TextField
            label="Advertiser’s charge"
            name="chargeMinor"
            defaultValue="0"
            inputMode="decimal"
            hint="Added; negative gives back"
            error={error}
          />
          <TextField
            label="Publisher’s payout"
            name="payoutMinor"
            defaultValue="0"
            inputMode="decimal"
            hint="Added; negative takes back"
            error={error}
          />
          <TextField label="Currency" name="currency" defaultValue="USD" maxLength={3} error={error} />
        </div>
      )}
      {action === 'undo' && <TextField label="Adjustment" name="adjustmentId" required error={error} />}
      <TextField label="Reason" name="reason" required maxLength={200} hint="Both sides read it." error={error} />
    </Form>
  );
}
