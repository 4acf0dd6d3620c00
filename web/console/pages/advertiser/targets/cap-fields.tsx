import { networkClock } from '../../../app/zones.ts';
import { Select } from '../../../ui/form.tsx';
import { MoneyField, NumberField } from '../../../ui/number-field.tsx';
import type { Rules } from './target-draft.ts';

type Cap = NonNullable<Rules['caps']>[number];

const PERIODS = [
  ['hour', 'an hour'],
  ['day', 'a day'],
  ['month', 'a month'],
  ['total', 'in all'],
] as const;

export interface CapFieldsProps {
  readonly currency: string;
  readonly value: readonly Cap[];
  readonly onChange: (value: Cap[] | undefined) => void;
  readonly error: Error | null;
}

const limited = (per: Cap['per'], calls: number | undefined, amountMinor: number | undefined): Cap => ({
  per,
  ...(calls === undefined ? {} : { calls }),
  ...(amountMinor === undefined ? {} : { amountMinor }),
});

/** The most calls and the most money of a period; one cap for each. */
export function CapFields({ currency, value, onChange, error }: CapFieldsProps) {
  const free = PERIODS.find(([per]) => value.every((cap) => cap.per !== per));
  const put = (index: number, cap: Cap): void => onChange(value.map((each, at) => (at === index ? cap : each)));
  return (
    <fieldset>
      <legend>Caps</legend>
      <p className="hint">Hours, days and months by {networkClock()}.</p>
      {value.map(({ per, calls, amountMinor }, index) => (
        <div key={per} className="row">
          <Select
            label="Each"
            name={`rules.caps.${index}.per`}
            value={per}
            onChange={({ target }) => {
              const [next] = PERIODS.find(([each]) => each === target.value) ?? [per];
              put(index, limited(next, calls, amountMinor));
            }}
            options={PERIODS}
            error={error}
          />
          <NumberField
            label="Calls at most"
            name={`rules.caps.${index}.calls`}
            min={1}
            value={calls}
            onChange={(next) => put(index, limited(per, next, amountMinor))}
            error={error}
          />
          <MoneyField
            label={`Cost at most, ${currency}`}
            name={`rules.caps.${index}.amountMinor`}
            currency={currency}
            value={amountMinor}
            onChange={(next) => put(index, limited(per, calls, next))}
            error={error}
          />
          <button
            type="button"
            aria-label={`Remove the cap of ${per}`}
            onClick={() => {
              const rest = value.filter((each) => each.per !== per);
              onChange(rest.length > 0 ? rest : undefined);
            }}
          >
            Remove
          </button>
        </div>
      ))}
      {free && (
        <div>
          <button type="button" onClick={() => onChange([...value, { per: free[0], calls: 100 }])}>
            Add a cap
          </button>
        </div>
      )}
    </fieldset>
  );
}
