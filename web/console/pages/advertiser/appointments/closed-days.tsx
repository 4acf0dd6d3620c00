import { TextField } from '../../../ui/form.tsx';

const MAX_DAYS = 120;

export interface ClosedDaysProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly error: Error | null;
}

/** Holidays, by the clock of the hours. */
export function ClosedDays({ value, onChange, error }: ClosedDaysProps) {
  return (
    <fieldset>
      <legend>Closed days</legend>
      <p className="hint">Days on which no meeting is taken, by the clock of the time zone above.</p>
      {value.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a day is edited, its place stays
        <div key={index} className="row">
          <TextField
            label={`Closed day ${index + 1}`}
            name={`closedDays.${index}`}
            type="date"
            required
            value={day}
            onChange={({ target }) => onChange(value.map((each, at) => (at === index ? target.value : each)))}
            error={error}
          />
          <button
            type="button"
            aria-label={`Remove closed day ${index + 1}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      {value.length < MAX_DAYS && (
        <div>
          <button type="button" onClick={() => onChange([...value, ''])}>
            Add a closed day
          </button>
        </div>
      )}
    </fieldset>
  );
}
