import { Select, TextField } from '../../../ui/form.tsx';
import type { Destination } from '../offers/draft.ts';

export interface DestinationFieldsProps {
  readonly legend: string;
  readonly path: string;
  /** Whether there may be none. */
  readonly optional?: boolean;
  readonly value: Destination | undefined;
  readonly onChange: (value: Destination | undefined) => void;
  readonly error: Error | null;
}

function emptyOf(kind: string): Destination | undefined {
  if (kind === 'number') return { kind, number: '' };
  return kind === 'sip' ? { kind, uri: '' } : undefined;
}

/** A phone number or a SIP address. */
export function DestinationFields({ legend, path, optional, value, onChange, error }: DestinationFieldsProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="row">
        <Select
          label="By"
          name={`${path}.kind`}
          value={value?.kind ?? ''}
          onChange={(event) => onChange(emptyOf(event.target.value))}
          options={[
            ...(optional ? [['', 'Nowhere'] as const] : []),
            ['number', 'Phone number'],
            ['sip', 'SIP address'],
          ]}
          error={error}
        />
        {value?.kind === 'number' && (
          <TextField
            label="Number"
            name={`${path}.number`}
            type="tel"
            required
            value={value.number}
            onChange={(event) => onChange({ kind: 'number', number: event.target.value })}
            hint="With its country: +1 217 555 0142"
            error={error}
          />
        )}
        {value?.kind === 'sip' && (
          <TextField
            label="SIP address"
            name={`${path}.uri`}
            required
            value={value.uri}
            onChange={(event) => onChange({ kind: 'sip', uri: event.target.value })}
            hint="sip:sales@pbx.example.com"
            error={error}
          />
        )}
      </div>
    </fieldset>
  );
}
