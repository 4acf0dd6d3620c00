import type { Schema } from '../../../client/client.ts';
import { day, dayBefore } from '../../app/format.ts';
import { useChange } from '../../app/read.ts';
import { Form, TextField } from '../../ui/form.tsx';
import { Card } from '../../ui/layout.tsx';

interface RefusalProps {
  readonly outcome: Schema<'Outcome'>;
  readonly until: string;
}

const REASON_LETTERS = 150;

const changesOf = (outcomeId: string) => [['outcome', outcomeId], ['account']];

/** Takes the charge back, where the offer says that nobody has to decide on that. */
export function CreditCard({ outcome: { outcomeId }, until }: RefusalProps) {
  const credit = useChange(
    (api, reason: string) =>
      api.PUT('/v1/outcomes/{outcomeId}/credit', { params: { path: { outcomeId } }, body: { reason } }),
    { done: 'Its charge is given back.', changes: changesOf(outcomeId) },
  );
  return (
    <Card title="Credit">
      {dayBefore(0) > until ? (
        <p>Its charge could be taken back until {day(until)}.</p>
      ) : (
        <Form
          submit="Take the charge back"
          busy={credit.isPending}
          error={credit.error}
          onSubmit={({ reason = '' }) => credit.mutate(reason)}
        >
          <p>Until {day(until)} nobody has to decide on it. The publisher is told why.</p>
          <TextField label="Why" name="reason" required maxLength={REASON_LETTERS} error={credit.error} />
        </Form>
      )}
    </Card>
  );
}

/** Refuses it for another one, where the offer says so. */
export function ReplacementCard({ outcome: { outcomeId, replacement }, until }: RefusalProps) {
  const ask = useChange(
    (api, reason: string) =>
      api.PUT('/v1/outcomes/{outcomeId}/replacement', { params: { path: { outcomeId } }, body: { reason } }),
    { done: 'Another one will come in its place.', changes: changesOf(outcomeId) },
  );
  if (replacement) return undefined;
  return (
    <Card title="Another one instead">
      {dayBefore(0) > until ? (
        <p>It could be refused until {day(until)}.</p>
      ) : (
        <Form
          submit="Ask for another one"
          busy={ask.isPending}
          error={ask.error}
          onSubmit={({ reason = '' }) => ask.mutate(reason)}
        >
          <p>
            Until {day(until)} nobody has to decide on it. It stays paid, and the publisher’s next one costs nothing;
            where none comes in time you get the charge back.
          </p>
          <TextField label="Why" name="reason" required maxLength={REASON_LETTERS} error={ask.error} />
        </Form>
      )}
    </Card>
  );
}
