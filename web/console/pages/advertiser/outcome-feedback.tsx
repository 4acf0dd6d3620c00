import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';
import { etagOf } from '../../app/etag.ts';
import { day, dayBefore, instant, money } from '../../app/format.ts';
import { ProblemError } from '../../app/problem.ts';
import { useChange, useRead } from '../../app/read.ts';
import { Form, Select, TextArea } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';
import { MoneyField } from '../../ui/number-field.tsx';
import { Failure } from '../../ui/states.tsx';

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
  of: { result, saleMinor, note, reportedAt },
  currency,
}: {
  readonly of: Schema<'Feedback'>;
  readonly currency: string;
}) {
  return (
    <p role="status">
      Reported: {RESULT_WORDS[result]}
      {saleMinor === undefined ? '' : ` for ${money(saleMinor, currency)}`}, {instant(reportedAt)}
      {note === undefined ? '' : `: “${note}”`}. The newest report counts.
    </p>
  );
}

/**
 * What became of it, reported here, by key or by a CRM. It adds what the terms say of a sale, and counts in the publisher's
 * quality. A report takes the place of the one that is shown, and of no other.
 */
export function FeedbackCard({ outcome: { outcomeId, verdict }, until }: OutcomeCardProps) {
  const currency = verdict?.currency ?? 'USD';
  const [{ result, saleMinor }, setDraft] = useState<Draft>({ result: 'sold', saleMinor: undefined });
  const path = { outcomeId };
  const standing = useRead(['feedback', outcomeId], (api) =>
    api.GET('/v1/outcomes/{outcomeId}/feedback', { params: { path } }),
  );
  const isFirst = standing.error instanceof ProblemError && standing.error.isAbsent;
  const report = useChange(
    (api, body: Schema<'NewFeedback'>) =>
      api.PUT('/v1/outcomes/{outcomeId}/feedback', {
        params: { path, header: { 'If-Match': etagOf(standing.data?.revision ?? 0) } },
        body,
      }),
    { done: 'Your report is in.', changes: [['feedback', outcomeId], ['outcome', outcomeId], ['account']] },
  );
  const sale = result === 'sold' && saleMinor !== undefined ? { saleMinor, currency } : {};
  return (
    <Card title="What became of it">
      {standing.data && <Reported of={standing.data} currency={currency} />}
      {standing.error && !isFirst && <Failure error={standing.error} />}
      {dayBefore(0) > until ? (
        <p>It could be reported until {day(until)}.</p>
      ) : (
        <Form
          submit="Report it"
          busy={report.isPending || standing.isPending}
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
