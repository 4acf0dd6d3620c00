import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { decimalOf, minorOf } from '../../app/amount.ts';
import { instant, money, words } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea, TextField } from '../../ui/form.tsx';
import { Facts } from '../../ui/layout.tsx';
import { Failure } from '../../ui/states.tsx';

type Dispute = Schema<'Dispute'>;
type Decision = Schema<'DisputeDecision'>;
type Step = Dispute['steps'][number];

function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol>
      {steps.map(({ state, at, by, note, evidence }) => (
        <li key={`${at} ${state}`}>
          <strong>{words(state).replaceAll('-', ' ')}</strong> by {by}, {instant(at)}: {note}
          <ul className="plain">
            {evidence?.map((piece) => (
              // Shown as text, never as a link: it is somebody else's address.
              <li key={piece.kind === 'text' ? piece.text : piece.url}>
                {piece.kind === 'text' ? piece.text : <code>{piece.url}</code>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

const UNDECIDED: readonly Dispute['state'][] = ['open', 'contested'];

/** What both sides say, and the network's decision. */
export function DecideDispute({ dispute, close }: { readonly dispute: Dispute; readonly close: () => void }) {
  const { disputeId, currency, claim, granted } = dispute;
  const [decision, setDecision] = useState<Decision['decision']>('accept');
  const [wrong, setWrong] = useState<string>();
  const change = useChange(
    (api, body: Decision) => api.POST('/v1/disputes/{disputeId}/decisions', { params: { path: { disputeId } }, body }),
    { done: 'Decided: both sides are told.', changes: [['disputes'], ['adjustments'], ['outcome']], onDone: close },
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
  const amount = (minor: number | undefined) => (minor === undefined ? undefined : money(minor, currency));
  return (
    <>
      <Facts
        of={[
          ['Claims', amount(claim.chargeMinor)],
          ['From the publisher', amount(claim.payoutMinor)],
          ['Granted', amount(granted?.chargeMinor)],
          ['Settled', dispute.settledAt && instant(dispute.settledAt)],
        ]}
      />
      <h3>What was said</h3>
      <Steps steps={dispute.steps} />
      {UNDECIDED.includes(dispute.state) && (
        <Form submit="Decide" busy={change.isPending} error={error} onSubmit={send}>
          {wrong && <Failure error={new Error(wrong)} />}
          <Select
            label="Decision"
            name="decision"
            value={decision}
            onChange={(event) => setDecision(event.target.value as Decision['decision'])}
            options={[
              ['accept', 'Grant it'],
              ['accept-part', 'Grant a part'],
              ['reject', 'Reject it'],
            ]}
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
      )}
    </>
  );
}
