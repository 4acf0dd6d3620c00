import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { REASON_WORDS } from './dispute-words.ts';
import { type Evidence, EvidenceField } from './evidence.tsx';

type NewDispute = Schema<'NewDispute'>;

interface OpenDisputeProps {
  readonly outcomeId: string;
  /** Those of the side that opens it. */
  readonly reasons: readonly NewDispute['reason'][];
  /** What this side says besides. */
  readonly more?: Pick<NewDispute, 'claimMinor'>;
  readonly children?: (error: Error | null) => ReactNode;
}

/** Opens the one dispute that a side can have of an outcome, and goes to it. */
export function OpenDispute({ outcomeId, reasons, more, children }: OpenDisputeProps) {
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const [, go] = useLocation();
  const open = useChange((api, body: NewDispute) => api.POST('/v1/disputes', { body }), {
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
          reason: reasons.find((each) => each === reason) ?? 'other',
          note,
          evidence: [...evidence],
          ...more,
        })
      }
    >
      <Select
        label="Why"
        name="reason"
        options={reasons.map((reason) => [reason, REASON_WORDS[reason]])}
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
      {children?.(open.error)}
      <EvidenceField value={evidence} onChange={setEvidence} />
    </Form>
  );
}
