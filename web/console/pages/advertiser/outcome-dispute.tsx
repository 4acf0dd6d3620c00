import { useState } from 'react';
import { day, dayBefore, money } from '../../app/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card } from '../../ui/layout.tsx';
import { MoneyField } from '../../ui/number-field.tsx';
import { Shown } from '../../ui/states.tsx';
import { ADVERTISER_REASONS } from '../shared/dispute-words.ts';
import { OpenDispute } from '../shared/open-dispute.tsx';
import { DisputeLink, openedBy, useDisputesOf } from '../shared/outcome-disputes.tsx';
import type { OutcomeCardProps } from './outcome-feedback.tsx';

function OpenForm({ outcome: { outcomeId, verdict } }: Pick<OutcomeCardProps, 'outcome'>) {
  const currency = verdict?.currency ?? 'USD';
  const charged = verdict?.chargeMinor;
  const [claimMinor, setClaim] = useState<number>();
  return (
    <OpenDispute
      outcomeId={outcomeId}
      reasons={ADVERTISER_REASONS}
      more={claimMinor === undefined ? {} : { claimMinor }}
    >
      {(error) => (
        <MoneyField
          label={`You want back, ${currency}`}
          name="claimMinor"
          currency={currency}
          value={undefined}
          onChange={setClaim}
          hint={charged === undefined ? 'Empty: all of it' : `Empty: all of it, ${money(charged, currency)}`}
          error={error}
        />
      )}
    </OpenDispute>
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
