import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { day, dayBefore, money } from '../../app/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Card } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { PUBLISHER_REASONS } from '../shared/dispute-words.ts';
import { OpenDispute } from '../shared/open-dispute.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { DisputeLink, OthersDispute, openedBy, useDisputesOf } from '../shared/outcome-disputes.tsx';

type Objectionable = NonNullable<Schema<'Outcome'>['objectionable']>;

interface ContestProps {
  readonly outcomeId: string;
  readonly lacking: Objectionable | undefined;
}

/** The one dispute that a publisher can have of its outcome: the way to it, or to open it while its window is. */
function ContestCard({ outcomeId, lacking }: ContestProps) {
  const [opening, setOpening] = useState(false);
  const disputes = useDisputesOf(outcomeId);
  const own = openedBy('publisher', disputes.data?.items ?? []);
  if (!own && !lacking) return null;
  return (
    <Card title="Judged wrong?">
      <Shown of={disputes} what="its dispute">
        {() =>
          own || !lacking ? (
            <DisputeLink of={own} />
          ) : dayBefore(0) > lacking.until ? (
            <p>It could be contested until {day(lacking.until)}.</p>
          ) : (
            <>
              <p>
                It would earn {money(lacking.payoutMinor, lacking.currency)} more, had it qualified and not been
                credited. Until {day(lacking.until)} you may say why it should, once. The advertiser answers, the
                network decides.
              </p>
              <button type="button" onClick={() => setOpening(true)}>
                Contest this
              </button>
            </>
          )
        }
      </Shown>
      <Dialog title="Contest this outcome" open={opening} onClose={() => setOpening(false)}>
        <OpenDispute outcomeId={outcomeId} reasons={PUBLISHER_REASONS} />
      </Dialog>
    </Card>
  );
}

/** An outcome as its publisher sees it: why it paid or not, and what can be said against that. */
export const BroughtOutcome = () => (
  <Outcome>
    {({ outcomeId, objectionable }) => (
      <>
        <ContestCard outcomeId={outcomeId} lacking={objectionable} />
        <OthersDispute outcomeId={outcomeId} by="advertiser" />
      </>
    )}
  </Outcome>
);
