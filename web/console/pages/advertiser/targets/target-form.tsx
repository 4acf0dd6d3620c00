import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { Form, TextField } from '../../../ui/form.tsx';
import { HoursField, usualHours } from '../../../ui/hours-field.tsx';
import { NumberField, NumberFields } from '../../../ui/number-field.tsx';
import { DestinationFields } from './destination-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import { newTargetOf, type TargetDraft } from './target-draft.ts';

export interface TargetFormProps {
  readonly submit: string;
  readonly begin: TargetDraft;
  readonly currency: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSubmit: (body: Schema<'NewTarget'>) => void;
}

type Change = (part: { [K in keyof TargetDraft]?: TargetDraft[K] | undefined }) => void;
interface PartProps {
  readonly draft: TargetDraft;
  readonly change: Change;
  readonly error: Error | null;
}

const NUMBERS = [
  ['ringSeconds', 'Rings for, seconds', 5, 60, ''],
  ['priority', 'Priority', 0, 1_000, 'Lowest first'],
] as const;

const LIMITS = [
  ['maxConcurrent', 'Calls at the same time', 1_000],
  ['dailyCap', 'Calls a day', 100_000],
] as const;

function Numbers({ draft, change, error }: PartProps) {
  return (
    <div className="row">
      <NumberFields of={NUMBERS} draft={draft} change={change} error={error} />
      {LIMITS.map(([field, label, max]) => (
        <NumberField
          key={field}
          label={label}
          name={field}
          min={1}
          max={max}
          value={draft[field]}
          onChange={(value) => change({ [field]: value })}
          hint="Empty: no limit"
          error={error}
        />
      ))}
    </div>
  );
}

function Open({ draft, change, error }: PartProps) {
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.hours === undefined}
          onChange={(event) => change({ hours: event.target.checked ? undefined : usualHours() })}
        />
        Open at all hours
      </label>
      {draft.hours && (
        <HoursField path="hours" value={draft.hours} onChange={(hours) => change({ hours })} error={error} />
      )}
    </>
  );
}

/** Where calls go, when, how many, and which. */
export function TargetForm({ submit, begin, currency, busy, error, onSubmit }: TargetFormProps) {
  const [draft, setDraft] = useState<TargetDraft>(begin);
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }) as TargetDraft);
  return (
    <Form submit={submit} busy={busy} error={error} onSubmit={() => onSubmit(newTargetOf(draft))}>
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        error={error}
      />
      <DestinationFields
        legend="Where it rings"
        path="destination"
        value={draft.destination}
        onChange={(destination) => change({ destination })}
        error={error}
      />
      <Numbers draft={draft} change={change} error={error} />
      <Open draft={draft} change={change} error={error} />
      <RuleFields currency={currency} value={draft.rules ?? {}} onChange={(rules) => change({ rules })} error={error} />
    </Form>
  );
}
