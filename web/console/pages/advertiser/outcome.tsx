import { Outcome } from '../shared/outcome.tsx';
import { DisputeCard } from './outcome-dispute.tsx';
import { FeedbackCard } from './outcome-feedback.tsx';
import { Recordings } from './outcome-recordings.tsx';

/** An outcome as its buyer sees it: listened to, reported on, disputed. */
export function BoughtOutcome() {
  return (
    <Outcome>
      {(outcome) => (
        <>
          {outcome.model === 'call' && <Recordings outcomeId={outcome.outcomeId} />}
          {outcome.deadlines && (
            <>
              <FeedbackCard outcome={outcome} until={outcome.deadlines.feedbackUntil} />
              <DisputeCard outcome={outcome} until={outcome.deadlines.disputableUntil} />
            </>
          )}
        </>
      )}
    </Outcome>
  );
}
