import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { day, dayBefore, money } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { MoneyField } from '../../ui/number-field.tsx';
import { Shown } from '../../ui/states.tsx';
import { ADVERTISER_REASONS, REASON_WORDS } from '../shared/dispute-words.ts';
import { type Evidence, EvidenceField } from '../shared/evidence.tsx';
import { DisputeLink, openedBy, useDisputesOf } from '../shared/outcome-disputes.tsx';
import type { OutcomeCardProps } from './outcome-feedback.tsx';

function OpenForm({ outcome: { outcomeId, verdict } }: Pick<OutcomeCardProps, 'outcome'>) {
  const currency = verdict?.currency ?? 'USD';
  const charged = verdict?.chargeMinor;
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [claimMinor, setClaim] = useState<number>();
  const [, go] = useLocation();
  const open = useChange((api, body: Schema<'NewDispute'>) => api.POST('/v1/disputes', { body }), {
    done: 'The dispute is open.',
    changes: [['disputes'], ['outcome', outcomeId], ['account']],
    onDone: ({ disputeId }) => go(`/disputes/${disputeId}`),
  });
  return (
    <Form
      submit="Open the dispute"
      busy={open.isPending}
      error={open.error}
      onSubmit={({ reason, note = '' }) =>
        open.mutate({
          outcomeId,
          reason: ADVERTISER_REASONS.find((each) => each === reason) ?? 'other',
          note,
          evidence: [...evidence],
          ...(claimMinor === undefined ? {} : { claimMinor }),
        })
      }
    >
      <Select
        label="Why"
        name="reason"
        options={ADVERTISER_REASONS.map((reason) => [reason, REASON_WORDS[reason]])}
        error={open.error}
      />
      <TextArea
        label="What happened"
        name="note"
        required
        maxLength={1_000}
        hint="Both sides see it"
        error={open.error}
      />
      <MoneyField
        label={`You want back, ${currency}`}
        name="claimMinor"
        currency={currency}
        value={undefined}
        onChange={setClaim}
        hint={charged === undefined ? 'Empty: all of it' : `Empty: all of it, ${money(charged, currency)}`}
        error={open.error}
      />
      <EvidenceField value={evidence} onChange={setEvidence} />
    </Form>
  );
}

/** The one dispute that you can have of an outcome: the way to it, or to open it while its window is. */
export function DisputeCard({ outcome, until }: OutcomeCardProps) {
  const { outcomeId } = outcome;
  const [opening, setOpening] = useState(false);
  const disputes = useDisputesOf(outcomeId);
  return (
    <Card title="Dispute">
      <Shown of={disputes} what="its dispute">
        {({ items }) =>
          openedBy('advertiser', items) ? (
            <DisputeLink of={openedBy('advertiser', items)} />
          ) : dayBefore(0) > until ? (
            <p>It could be disputed until {day(until)}.</p>
          ) : (
            <>
              <p>Was it not what you bought? Until {day(until)} you may say so, once.</p>
              <button type="button" onClick={() => setOpening(true)}>
                Dispute it
              </button>
            </>
          )
        }
      </Shown>
      <Dialog title="Dispute this outcome" open={opening} onClose={() => setOpening(false)}>
        <OpenForm outcome={outcome} />
      </Dialog>
    </Card>
  );
}
