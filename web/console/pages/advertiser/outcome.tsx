import type { Schema } from '../../../client/client.ts';
import { Outcome } from '../shared/outcome.tsx';
import { OthersDispute } from '../shared/outcome-disputes.tsx';
import { MeetingCard } from './appointments/meeting.tsx';
import { LeadCard } from './leads/lead.tsx';
import { DisputeCard } from './outcome-dispute.tsx';
import { FeedbackCard } from './outcome-feedback.tsx';
import { Recordings } from './outcome-recordings.tsx';
import { CreditCard, ReplacementCard } from './outcome-refusal.tsx';

const isCredited = ({ corrections = [] }: Schema<'Outcome'>): boolean =>
  corrections.some(({ kind }) => kind === 'credit');

/** An outcome as its buyer sees it: listened to, reported on, disputed. */
export function BoughtOutcome() {
  return (
    <Outcome>
      {(outcome) => (
        <>
          {outcome.model === 'appointment' && <MeetingCard outcome={outcome} />}
          {outcome.model === 'lead' && <LeadCard outcome={outcome} />}
          {outcome.model === 'call' && <Recordings outcomeId={outcome.outcomeId} />}
          {outcome.deadlines && (
            <>
              <FeedbackCard outcome={outcome} until={outcome.deadlines.feedbackUntil} />
              {outcome.deadlines.creditableUntil && !isCredited(outcome) && (
                <CreditCard outcome={outcome} until={outcome.deadlines.creditableUntil} />
              )}
              {outcome.deadlines.replaceableUntil && (
                <ReplacementCard outcome={outcome} until={outcome.deadlines.replaceableUntil} />
              )}
              {!outcome.replacement && !isCredited(outcome) && (
                <DisputeCard outcome={outcome} until={outcome.deadlines.disputableUntil} />
              )}
            </>
          )}
          <OthersDispute outcomeId={outcome.outcomeId} by="publisher" />
        </>
      )}
    </Outcome>
  );
}
