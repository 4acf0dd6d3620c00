import { Checks } from '../../../ui/checks.tsx';
import { TextField } from '../../../ui/form.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { ADVERTISER_REASONS, REASON_WORDS } from '../../shared/dispute-words.ts';
import type { LeadForm } from './draft.ts';
import { LeadField } from './lead-field.tsx';

const CONSENT = [
  ['certificateUrl', 'the address of a certificate'],
  ['text', 'the words agreed to'],
  ['at', 'when'],
  ['ipAddress', 'from which address'],
] as const;

const MAX_FIELDS = 30;
const USUAL_CONSENT = ['text', 'at', 'ipAddress'] as const;
const USUAL_REASONS = ['wrong-service', 'out-of-area', 'duplicate', 'spam', 'fraud'] as const;

export interface LeadFieldsProps {
  readonly value: LeadForm;
  readonly onChange: (value: LeadForm) => void;
  readonly error: Error | null;
}

/** A form's fields, what it must prove of consent, and what may be given back. */
export function LeadFields({ value, onChange, error }: LeadFieldsProps) {
  const { fields, consent = USUAL_CONSENT, returnReasons = USUAL_REASONS, duplicateMinutes = 5 } = value;
  const put = (next: LeadForm['fields']): void => onChange({ ...value, fields: next });
  return (
    <>
      <TextField
        label="Trade"
        name="lead.vertical"
        required
        maxLength={80}
        value={value.vertical}
        onChange={(event) => onChange({ ...value, vertical: event.target.value })}
        hint="Such as: Solar, residential"
        error={error}
      />
      {fields.map((field, index) => (
        <LeadField
          // biome-ignore lint/suspicious/noArrayIndexKey: a field's name is edited, its place stays
          key={index}
          number={index + 1}
          path={`lead.fields.${index}`}
          value={field}
          onChange={(next) => put(fields.map((each, at) => (at === index ? next : each)))}
          onRemove={fields.length > 1 ? () => put(fields.filter((_, at) => at !== index)) : undefined}
          error={error}
        />
      ))}
      {fields.length < MAX_FIELDS && (
        <button
          type="button"
          onClick={() =>
            put([...fields, { name: `field${fields.length + 1}`, label: '', type: 'text', required: false }])
          }
        >
          Add a field
        </button>
      )}
      <Checks
        legend="Each lead must prove of the person’s consent"
        options={CONSENT}
        chosen={new Set(consent)}
        onChange={(chosen) =>
          onChange({ ...value, consent: CONSENT.map(([part]) => part).filter((part) => chosen.has(part)) })
        }
      />
      <NumberField
        label="The same person again is refused within, minutes"
        name="lead.duplicateMinutes"
        min={0}
        max={43_200}
        required
        value={duplicateMinutes}
        onChange={(minutes) => minutes !== undefined && onChange({ ...value, duplicateMinutes: minutes })}
        error={error}
      />
      <Checks
        legend="You may give a lead back because of"
        options={ADVERTISER_REASONS.map((reason) => [reason, REASON_WORDS[reason]])}
        chosen={new Set(returnReasons)}
        onChange={(chosen) =>
          onChange({ ...value, returnReasons: ADVERTISER_REASONS.filter((reason) => chosen.has(reason)) })
        }
      />
    </>
  );
}
