import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { day, dayBefore, money } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { MoneyField } from '../../ui/number-field.tsx';

export interface OutcomeCardProps {
  readonly outcome: Schema<'Outcome'>;
  /** The last day on which it may be. */
  readonly until: string;
}

type Result = Schema<'NewFeedback'>['result'];

const RESULTS: readonly (readonly [Result, string])[] = [
  ['sold', 'Sold'],
  ['unsold', 'Not sold'],
  ['bad', 'Bad: it should not have come'],
];
const RESULT_WORDS = { sold: 'sold', unsold: 'not sold', bad: 'bad' } as const;

interface Draft {
  readonly result: Result;
  readonly saleMinor: number | undefined;
}

function Reported({
  of: { result, saleMinor },
  currency,
}: {
  readonly of: Schema<'Feedback'>;
  readonly currency: string;
}) {
  return (
    <p role="status">
      Reported: {RESULT_WORDS[result]}
      {saleMinor === undefined ? '' : ` for ${money(saleMinor, currency)}`}. The newest report counts.
    </p>
  );
}

/** What became of it. It adds what the terms say of a sale, and counts in the publisher's quality. */
export function FeedbackCard({ outcome: { outcomeId, verdict }, until }: OutcomeCardProps) {
  const currency = verdict?.currency ?? 'USD';
  const [{ result, saleMinor }, setDraft] = useState<Draft>({ result: 'sold', saleMinor: undefined });
  const report = useChange(
    (api, body: Schema<'NewFeedback'>) =>
      api.PUT('/v1/outcomes/{outcomeId}/feedback', { params: { path: { outcomeId } }, body }),
    { done: 'Your report is in.', changes: [['outcome', outcomeId], ['account']] },
  );
  const sale = result === 'sold' && saleMinor !== undefined ? { saleMinor, currency } : {};
  return (
    <Card title="What became of it">
      {report.data && <Reported of={report.data} currency={currency} />}
      {dayBefore(0) > until ? (
        <p>It could be reported until {day(until)}.</p>
      ) : (
        <Form
          submit="Report it"
          busy={report.isPending}
          error={report.error}
          onSubmit={({ note = '' }) => report.mutate({ result, ...sale, ...(note.trim() ? { note } : {}) })}
        >
          <Select
            label="It was"
            name="result"
            value={result}
            onChange={(event) => {
              const [next] = RESULTS.find(([each]) => each === event.target.value) ?? (['sold'] as const);
              setDraft({ result: next, saleMinor });
            }}
            options={RESULTS}
            error={report.error}
          />
          {result === 'sold' && (
            <MoneyField
              label={`Sale, ${currency}`}
              name="saleMinor"
              currency={currency}
              value={saleMinor}
              onChange={(next) => setDraft({ result, saleMinor: next })}
              hint="Where you know it"
              error={report.error}
            />
          )}
          <TextArea label="Note" name="note" maxLength={500} error={report.error} />
        </Form>
      )}
    </Card>
  );
}
