import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { decimalOf, minorOf } from '../../app/amount.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';
import { Dispute } from '../shared/dispute.tsx';
import { type DisputeView, isUndecided } from '../shared/dispute-words.ts';

type Decision = Schema<'DisputeDecision'>;

const DECISIONS = [
  ['accept', 'Grant it'],
  ['accept-part', 'Grant a part'],
  ['reject', 'Reject it'],
] as const;

/** The network's decision. */
function Decide({ dispute: { disputeId, openedBy, currency, claim } }: { readonly dispute: DisputeView }) {
  const [decision, setDecision] = useState<Decision['decision']>('accept');
  const [wrong, setWrong] = useState<string>();
  const change = useChange(
    (api, body: Decision) => api.POST('/v1/disputes/{disputeId}/decisions', { params: { path: { disputeId } }, body }),
    { done: 'Decided: both sides are told.', changes: [['disputes'], ['dispute'], ['adjustments'], ['outcome']] },
  );
  const { error } = change;
  const send = ({ note = '', credit = '' }: Readonly<Record<string, string>>): void => {
    if (decision !== 'accept-part') {
      change.mutate({ decision, note });
      return;
    }
    const creditMinor = minorOf(credit, currency);
    setWrong(creditMinor === undefined ? `An amount in ${currency} is written such as 12.50.` : undefined);
    if (creditMinor !== undefined) change.mutate({ decision, note, creditMinor });
  };
  return (
    <Card title="Decide">
      <Form submit="Decide" busy={change.isPending} error={error} onSubmit={send}>
        {wrong && <Failure error={new Error(wrong)} />}
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
            name="credit"
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
