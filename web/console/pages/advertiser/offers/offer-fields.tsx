import { Select, TextArea, TextField } from '../../../ui/form.tsx';
import { MoneyField, NumberField } from '../../../ui/number-field.tsx';
import { DestinationFields } from '../targets/destination-fields.tsx';
import { type OfferDraft, partsFor } from './draft.ts';
import type { Model } from './tree.ts';

export interface PartProps {
  readonly draft: OfferDraft;
  readonly change: (part: Partial<OfferDraft>) => void;
  readonly error: Error | null;
  readonly isNew: boolean;
}

const MODELS: readonly (readonly [Model, string])[] = [
  ['call', 'Calls'],
  ['lead', 'Leads'],
  ['appointment', 'Appointments'],
];

const NAMES = new Intl.DisplayNames(undefined, { type: 'currency' });
const CURRENCIES = Intl.supportedValuesOf('currency').map((code) => [code, `${code} ${NAMES.of(code)}`] as const);

export function NameFields({ draft, change, error, isNew }: PartProps) {
  return (
    <>
      {isNew && (
        <div className="row">
          <Select
            label="Model"
            name="model"
            value={draft.model}
            onChange={(event) => {
              const [model] = MODELS.find(([each]) => each === event.target.value) ?? ['call'];
              change(partsFor(model));
            }}
            options={MODELS}
            hint="It never changes, nor does the currency"
            error={error}
          />
          <Select
            label="Currency"
            name="currency"
            value={draft.currency}
            onChange={(event) => change({ currency: event.target.value })}
            options={CURRENCIES}
            error={error}
          />
        </div>
      )}
      <TextField
        label="Name"
        name="name"
        required
        maxLength={120}
        value={draft.name}
        onChange={(event) => change({ name: event.target.value })}
        hint="Publishers read it"
        error={error}
      />
      <TextArea
        label="Description"
        name="description"
        maxLength={2_000}
        value={draft.description}
        onChange={(event) => change({ description: event.target.value })}
        hint="What publishers should know before they bring you somebody"
        error={error}
      />
      <Select
        label="State"
        name="state"
        value={draft.state}
        onChange={(event) => change({ state: event.target.value === 'paused' ? 'paused' : 'active' })}
        options={[
          ['active', 'Active: it is bought'],
          ['paused', 'Paused: nothing is bought for now'],
        ]}
        error={error}
      />
      <Select
        label="Who may bring you some"
        name="joining"
        value={draft.joining}
        onChange={(event) => change({ joining: event.target.value === 'on-request' ? 'on-request' : 'open' })}
        options={[
          ['open', 'Every publisher of the network'],
          ['on-request', 'Publishers that ask, and that you let in'],
        ]}
        error={error}
      />
    </>
  );
}

export function PriceFields({ draft, change, error }: PartProps) {
  return (
    <>
      <div className="row">
        <MoneyField
          key={`charge ${draft.currency}`}
          label={`You pay, ${draft.currency}`}
          name="chargeMinor"
          required
          currency={draft.currency}
          value={draft.chargeMinor}
          onChange={(chargeMinor) => change({ chargeMinor })}
          hint="For each one that qualifies"
          error={error}
        />
        <MoneyField
          key={`payout ${draft.currency}`}
          label={`Publishers earn of it, ${draft.currency}`}
          name="payoutMinor"
          required
          currency={draft.currency}
          value={draft.payoutMinor}
          onChange={(payoutMinor) => change({ payoutMinor })}
          hint="The network keeps the rest"
          error={error}
        />
      </div>
      <NumberField
        label="Hold, days"
        name="holdDays"
        min={0}
        max={120}
        required
        value={draft.holdDays}
        onChange={(holdDays) => change({ holdDays })}
        hint="So long after the verdict publishers wait for their money"
        error={error}
      />
      {draft.pricing && (
        <p className="hint">
          Further price rules of this offer stay as they are: {Object.keys(draft.pricing).join(', ')}. They are changed
          by the API.
        </p>
      )}
    </>
  );
}

const WINDOWS = [
  ['disputeDays', 'You may dispute, days', 90],
  ['objectionDays', 'Publishers may dispute a rejection, days', 90],
  ['clawbackDays', 'Final after, days', 180],
  ['feedbackDays', 'A sale may be reported, days', 180],
] as const;

const USUAL_WINDOWS = { disputeDays: 14, objectionDays: 14, clawbackDays: 45, feedbackDays: 45 } as const;

export function AfterFields({ draft, change, error }: PartProps) {
  const windows = draft.windows ?? USUAL_WINDOWS;
  return (
    <>
      <div className="row">
        {WINDOWS.map(([field, label, max]) => (
          <NumberField
            key={field}
            label={label}
            name={`windows.${field}`}
            min={0}
            max={max}
            required
            value={windows[field] ?? windows.disputeDays}
            onChange={(days) => days !== undefined && change({ windows: { ...windows, [field]: days } })}
            error={error}
          />
        ))}
      </div>
      <p className="hint">Days after the verdict; the last one counts.</p>
      {draft.model === 'call' && (
        <DestinationFields
          legend="Where calls go when no target can take them"
          path="fallbackDestination"
          optional
          value={draft.fallback}
          onChange={(fallback) => change({ fallback })}
          error={error}
        />
      )}
    </>
  );
}
