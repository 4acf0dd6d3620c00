import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import type { DisputeView } from './dispute-words.ts';
import { type Evidence, EvidenceField } from './evidence.tsx';

interface MoveProps {
  readonly disputeId: string;
}

const changedBy = (disputeId: string) => [['disputes'], ['dispute', disputeId]] as const;

/** Whoever opened it thinks better of it: all stays as it is, and it can't be disputed again. */
export function WithdrawDispute({ disputeId }: MoveProps) {
  const withdraw = useChange(
    (api, note: string) =>
      api.POST('/v1/disputes/{disputeId}/withdrawals', { params: { path: { disputeId } }, body: { note } }),
    { done: 'The dispute is withdrawn; all stays as it was.', changes: changedBy(disputeId) },
  );
  return (
    <Card title="Withdraw it">
      <p>All stays as it was then. You can dispute an outcome once, so this can’t be taken back.</p>
      <Form
        submit="Withdraw the dispute"
        busy={withdraw.isPending}
        error={withdraw.error}
        onSubmit={({ note = '' }) => withdraw.mutate(note)}
      >
        <TextArea label="Why" name="note" required maxLength={1_000} hint="Both sides see it" error={withdraw.error} />
      </Form>
    </Card>
  );
}

const ANSWERS = {
  advertiser: {
    contest: 'It was what was bought: let the network decide',
    accept: 'If you give in, your earnings for it are taken back and the dispute is over',
  },
  publisher: {
    contest: 'It is judged right as it is: let the network decide',
    accept: 'If you give in, you are charged for it as if it had qualified, and the dispute is over',
  },
} as const;

/** The other side gives in, or says why not. */
export function AnswerDispute({ disputeId, openedBy }: MoveProps & Pick<DisputeView, 'openedBy'>) {
  const words = ANSWERS[openedBy];
  const [evidence, setEvidence] = useState<readonly Evidence[]>([]);
  const answer = useChange(
    (api, body: Schema<'DisputeAnswer'>) =>
      api.POST('/v1/disputes/{disputeId}/answers', { params: { path: { disputeId } }, body }),
    { done: 'Your answer is in.', changes: changedBy(disputeId) },
  );
  return (
    <Card title="Answer it">
      <Form
        submit="Send the answer"
        busy={answer.isPending}
        error={answer.error}
        onSubmit={({ note = '', answer: said }) =>
          answer.mutate({ answer: said === 'accept' ? 'accept' : 'contest', note, evidence: [...evidence] })
        }
      >
        <Select
          label="Your answer"
          name="answer"
          defaultValue="contest"
          error={answer.error}
          hint={words.accept}
          options={[
            ['contest', words.contest],
            ['accept', 'I give in'],
          ]}
        />
        <TextArea label="Why" name="note" required maxLength={1_000} hint="Both sides see it" error={answer.error} />
        <EvidenceField value={evidence} onChange={setEvidence} />
      </Form>
    </Card>
  );
}
