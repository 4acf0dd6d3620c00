import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { amountsOf, decimalOf } from '../../app/amount.ts';
import { useOwnCheck } from '../../app/own-check.ts';
import { ProblemError } from '../../app/problem.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { Dispute } from '../shared/dispute.tsx';
import { type DisputeView, isUndecided } from '../shared/dispute-words.ts';

type Decision = Schema<'DisputeDecision'>;

const DECISIONS = [
  ['accept', 'Grant it'],
  ['accept-part', 'Grant a part'],
  ['reject', 'Reject it'],
] as const;

/** The body that the fields ask for, or what is wrong with its amount. */
function bodyOf(
  decision: Decision['decision'],
  fields: Readonly<Record<string, string>>,
  currency: string,
): Decision | ProblemError {
  const { note = '' } = fields;
  if (decision !== 'accept-part') return { decision, note };
  const amounts = amountsOf(fields, ['creditMinor'], currency);
  return amounts instanceof ProblemError ? amounts : { decision, note, ...amounts };
}

/** The network's decision. */
function Decide({ dispute: { disputeId, openedBy, currency, claim } }: { readonly dispute: DisputeView }) {
  const [decision, setDecision] = useState<Decision['decision']>('accept');
  const change = useChange(
    (api, body: Decision) => api.POST('/v1/disputes/{disputeId}/decisions', { params: { path: { disputeId } }, body }),
    { done: 'Decided: both sides are told.', changes: [['disputes'], ['dispute'], ['adjustments'], ['outcome']] },
  );
  const { error, passes } = useOwnCheck(change);
  const send = (fields: Readonly<Record<string, string>>): void => {
    const body = bodyOf(decision, fields, currency);
    if (passes(body)) change.mutate(body);
  };
  return (
    <Card title="Decide">
      <Form submit="Decide" busy={change.isPending} error={error} onSubmit={send}>
        <Select
          label="Decision"
          name="decision"
          value={decision}
          onChange={(event) => setDecision(event.target.value as Decision['decision'])}
          options={DECISIONS.filter(([each]) => each !== 'accept-part' || openedBy === 'advertiser')}
          hint={
            openedBy === 'publisher'
              ? 'Granted, it counts as if it had qualified: charged and paid, and final.'
              : 'What is granted is credited to the advertiser and taken back from the publisher.'
          }
        />
        {decision === 'accept-part' && (
          <TextField
            label={`Credit, ${currency}`}
            name="creditMinor"
            required
            inputMode="decimal"
            defaultValue={claim.chargeMinor === undefined ? '' : decimalOf(claim.chargeMinor, currency)}
            hint="The publisher gives back the same share of what it earned."
            error={error}
          />
        )}
        <TextArea label="Why" name="note" required hint="Both sides read it." error={error} />
      </Form>
    </Card>
  );
}

/** A dispute with both sides before the one who decides. */
export const DisputeToDecide = () => (
  <Dispute>{(dispute) => isUndecided(dispute) && <Decide dispute={dispute} />}</Dispute>
);
