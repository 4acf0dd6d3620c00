import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { day, dayBefore, money } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { Shown } from '../../ui/states.tsx';
import { PUBLISHER_REASONS, REASON_WORDS } from '../shared/dispute-words.ts';
import { type Evidence, EvidenceField } from '../shared/evidence.tsx';
import { Outcome } from '../shared/outcome.tsx';
import { DisputeLink, OthersDispute, openedBy, useDisputesOf } from '../shared/outcome-disputes.tsx';

type Objectionable = NonNullable<Schema<'Outcome'>['objectionable']>;

function ContestForm({ outcomeId }: { readonly outcomeId: string }) {
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [, go] = useLocation();
  const open = useChange((api, body: Schema<'NewDispute'>) => api.POST('/v1/disputes', { body }), {
    done: 'The dispute is open.',
    changes: [['disputes'], ['outcome', outcomeId]],
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
          reason: PUBLISHER_REASONS.find((each) => each === reason) ?? 'other',
          note,
          evidence: [...evidence],
        })
      }
    >
      <Select
        label="Why"
        name="reason"
        options={PUBLISHER_REASONS.map((reason) => [reason, REASON_WORDS[reason]])}
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
      <EvidenceField value={evidence} onChange={setEvidence} />
    </Form>
  );
}

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
        <ContestForm outcomeId={outcomeId} />
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
