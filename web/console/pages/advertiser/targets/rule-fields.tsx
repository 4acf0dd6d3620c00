import { Select } from '../../../ui/form.tsx';
import { ListField, NumberField } from '../../../ui/number-field.tsx';
import { areaInWords, areaOf } from './area.ts';
import { CapFields } from './cap-fields.tsx';
import { present, type Rules } from './target-draft.ts';

export interface RuleFieldsProps {
  readonly currency: string;
  readonly value: Rules;
  readonly onChange: (value: Rules) => void;
  readonly error: Error | null;
}

interface PartProps {
  readonly value: Rules;
  readonly put: <K extends keyof Rules>(key: K, rule: Rules[K] | undefined) => void;
  readonly error: Error | null;
}

const AREAS_HINT = 'US-IL a state, US a country, 217 an area code, US 627 the beginning of a postal code';

function Areas({ value: { regions = {} }, put, error }: PartProps) {
  const set = (key: 'allow' | 'block') => (list: readonly string[] | undefined) =>
    put('regions', present({ ...regions, [key]: list?.map(areaOf) }));
  return (
    <div className="row">
      <ListField
        label="Only callers from"
        name="rules.regions.allow"
        value={regions.allow?.map(areaInWords)}
        onChange={set('allow')}
        hint={AREAS_HINT}
        error={error}
      />
      <ListField
        label="No callers from"
        name="rules.regions.block"
        value={regions.block?.map(areaInWords)}
        onChange={set('block')}
        error={error}
      />
      <Select
        label="Callers whose place nobody knows"
        name="rules.regions.unknown"
        value={regions.unknown ?? ''}
        onChange={({ target }) =>
          put('regions', present({ ...regions, unknown: target.value === 'take' ? 'take' : undefined }))
        }
        options={[
          ['', 'refused where places are asked for'],
          ['take', 'taken'],
        ]}
        error={error}
      />
    </div>
  );
}

const LISTS = [
  ['languages', 'Languages it speaks', 'Such as en, es'],
  ['tags', 'Tags', 'What a call plan may choose it by: sales, spanish-desk'],
] as const;

function Lists({ value, put, error }: PartProps) {
  return (
    <div className="row">
      {LISTS.map(([key, label, hint]) => (
        <ListField
          key={key}
          label={label}
          name={`rules.${key}`}
          value={value[key]}
          onChange={(list) => put(key, list && [...list])}
          hint={hint}
          error={error}
        />
      ))}
    </div>
  );
}

const ATTESTATIONS = ['A', 'B', 'C'] as const;

function Callers({ value, put, error }: PartProps) {
  return (
    <div className="row">
      <Select
        label="Callers who hide their number"
        name="rules.withheld"
        value={value.withheld ?? ''}
        onChange={({ target }) => put('withheld', target.value === 'refuse' ? 'refuse' : undefined)}
        options={[
          ['', 'are taken'],
          ['refuse', 'are refused'],
        ]}
        error={error}
      />
      <Select
        label="The caller’s carrier must vouch for the number"
        name="rules.minAttestation"
        value={value.minAttestation ?? ''}
        onChange={({ target }) =>
          put(
            'minAttestation',
            ATTESTATIONS.find((each) => each === target.value),
          )
        }
        options={[
          ['', 'not at all'],
          ['A', 'fully (A)'],
          ['B', 'at least in part (A or B)'],
          ['C', 'in any way (A, B or C)'],
        ]}
        error={error}
      />
      <NumberField
        label="No caller again within, days"
        name="rules.repeats.days"
        min={1}
        max={30}
        value={value.repeats?.days}
        onChange={(days) =>
          put('repeats', days === undefined ? undefined : { days, scope: value.repeats?.scope ?? 'target' })
        }
        hint="Empty: everybody may call again"
        error={error}
      />
    </div>
  );
}

function Sharing({ value, put, error }: PartProps) {
  return (
    <div className="row">
      <NumberField
        label="Weight"
        name="rules.weight"
        min={1}
        max={1_000}
        value={value.weight}
        onChange={(weight) => put('weight', weight)}
        hint="Among targets of the same priority, 3 gets three times the calls of 1"
        error={error}
      />
      <NumberField
        label="Rests after so many unanswered in an hour"
        name="rules.pauseUnanswered.inHour"
        min={1}
        max={100}
        value={value.pauseUnanswered?.inHour}
        onChange={(inHour) => put('pauseUnanswered', present({ ...value.pauseUnanswered, inHour }))}
        hint="Empty: it never rests"
        error={error}
      />
    </div>
  );
}

/** Which calls a target takes, and how it shares with others. Rules that are not shown here stay as they are. */
export function RuleFields({ currency, value, onChange, error }: RuleFieldsProps) {
  const put: PartProps['put'] = (key, rule) => {
    const { [key]: _, ...rest } = value;
    onChange(rule === undefined ? (rest as Rules) : { ...value, [key]: rule });
  };
  const parts = { value, put, error };
  return (
    <details open={Object.keys(value).length > 0}>
      <summary>Rules: which calls, how many, how it shares</summary>
      <div className="stack">
        <Sharing {...parts} />
        <CapFields currency={currency} value={value.caps ?? []} onChange={(caps) => put('caps', caps)} error={error} />
        <Areas {...parts} />
        <Lists {...parts} />
        <Callers {...parts} />
      </div>
    </details>
  );
}
