import { Select, TextField } from '../../../ui/form.tsx';
import { ListField, NumberField } from '../../../ui/number-field.tsx';
import type { LeadForm } from './draft.ts';

type Field = LeadForm['fields'][number];

const TYPES: readonly (readonly [Field['type'], string])[] = [
  ['text', 'Text'],
  ['number', 'Number'],
  ['boolean', 'Yes or no'],
  ['choice', 'One of some choices'],
  ['email', 'E-mail'],
  ['phone', 'Phone'],
  ['region', 'Region'],
];

export interface LeadFieldProps {
  readonly number: number;
  readonly path: string;
  readonly value: Field;
  readonly onChange: (value: Field) => void;
  readonly onRemove: (() => void) | undefined;
  readonly error: Error | null;
}

/** A field under another type: what goes with the old one alone is dropped. */
function typed({ name, label, required }: Field, asked: string): Field {
  const [type] = TYPES.find(([each]) => each === asked) ?? (['text'] as const);
  const base = { name, label, ...(required === undefined ? {} : { required }) };
  return type === 'choice' ? { ...base, type, choices: ['yes', 'no'] } : { ...base, type };
}

/** Choices, limits, or a country: whatever goes with the type. */
function TypeFields({ path, value, onChange, error }: Omit<LeadFieldProps, 'number' | 'onRemove'>) {
  if (value.type === 'choice') {
    return (
      <ListField
        label="Choices"
        name={`${path}.choices`}
        required
        value={value.choices}
        onChange={(choices) => onChange({ ...value, choices: [...(choices ?? [])] })}
        hint="With commas between them"
        error={error}
      />
    );
  }
  if (value.type !== 'number') return null;
  const put = (key: 'min' | 'max') => (limit: number | undefined) => {
    const { [key]: _, ...rest } = value;
    onChange(limit === undefined ? rest : { ...rest, [key]: limit });
  };
  return (
    <>
      <NumberField
        label="At least"
        name={`${path}.min`}
        step="any"
        value={value.min}
        onChange={put('min')}
        error={error}
      />
      <NumberField
        label="At most"
        name={`${path}.max`}
        step="any"
        value={value.max}
        onChange={put('max')}
        error={error}
      />
    </>
  );
}

/** Whether the answer tells who somebody is: a text does unless it is said not to, and only what does not can be a criterion. */
function Personal({ value, onChange }: Pick<LeadFieldProps, 'value' | 'onChange'>) {
  if (value.type !== 'text') return null;
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={value.personal ?? true}
        onChange={(event) => onChange({ ...value, personal: event.target.checked })}
      />
      Tells who somebody is
    </label>
  );
}

export function LeadField({ number, path, value, onChange, onRemove, error }: LeadFieldProps) {
  return (
    <fieldset>
      <legend>Field {number}</legend>
      <div className="row">
        <TextField
          label="Question"
          name={`${path}.label`}
          required
          maxLength={80}
          value={value.label}
          onChange={(event) => onChange({ ...value, label: event.target.value })}
          error={error}
        />
        <TextField
          label="Name in data"
          name={`${path}.name`}
          required
          maxLength={24}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
          error={error}
        />
        <Select
          label="Kind of answer"
          name={`${path}.type`}
          value={value.type}
          onChange={(event) => onChange(typed(value, event.target.value))}
          options={TYPES}
          error={error}
        />
        <TypeFields key={value.type} path={path} value={value} onChange={onChange} error={error} />
      </div>
      <div className="row">
        <label className="check">
          <input
            type="checkbox"
            checked={value.required ?? false}
            onChange={(event) => onChange({ ...value, required: event.target.checked })}
          />
          Must be answered
        </label>
        <Personal value={value} onChange={onChange} />
        {onRemove && (
          <button type="button" className="quiet" aria-label={`Remove field ${number}`} onClick={onRemove}>
            Remove
          </button>
        )}
      </div>
    </fieldset>
  );
}
