import { useState } from 'react';
import type { Schema } from '../../../../client/client.ts';
import { useOwnCheck } from '../../../app/own-check.ts';
import { Form, Select, TextField } from '../../../ui/form.tsx';
import { type DeliveryDraft, deliveryOf } from './delivery-draft.ts';

export const FORMATS = [
  ['json', 'JSON'],
  ['form', 'A web form, as a browser posts one'],
] as const;

interface PartProps {
  readonly draft: DeliveryDraft;
  readonly change: (part: Partial<DeliveryDraft>) => void;
  readonly error: Error | null;
}

function Address({ draft, change, error }: PartProps) {
  return (
    <>
      <TextField
        label="Address"
        name="url"
        type="text"
        inputMode="url"
        required
        maxLength={500}
        placeholder="https://crm.example.com/leads"
        value={draft.url}
        onChange={(event) => change({ url: event.target.value })}
        hint="HTTPS at a public address. Redirects are not followed."
        error={error}
      />
      <Select
        label="Sent as"
        name="format"
        value={draft.format}
        onChange={(event) => change({ format: event.target.value === 'form' ? 'form' : 'json' })}
        options={FORMATS}
        error={error}
      />
    </>
  );
}

function Names({ draft: { parts }, change, error }: PartProps) {
  return (
    <fieldset>
      <legend>Your names</legend>
      <p className="hint">What your system calls each of them. Empty: it is left out.</p>
      <div className="row">
        {parts.map(({ name, label, theirs }) => (
          <TextField
            key={name}
            label={label}
            name={`names.${name}`}
            maxLength={80}
            value={theirs}
            placeholder="left out"
            onChange={({ target: { value } }) =>
              change({ parts: parts.map((each) => (each.name === name ? { ...each, theirs: value } : each)) })
            }
            hint={<code>{name}</code>}
            error={error}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Fixed({ draft: { fixed }, change, error }: PartProps) {
  const put = (index: number, part: Partial<DeliveryDraft['fixed'][number]>): void =>
    change({ fixed: fixed.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  return (
    <fieldset>
      <legend>Sent with each lead as it is</legend>
      {fixed.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name is edited, its place stays
        <div key={index} className="row">
          <TextField
            label="Name"
            name={`fixed.${name}`}
            required
            maxLength={80}
            value={name}
            onChange={(event) => put(index, { name: event.target.value })}
            error={error}
          />
          <TextField
            label="Value"
            name={`fixedValue.${index}`}
            maxLength={300}
            value={value}
            onChange={(event) => put(index, { value: event.target.value })}
          />
          <button
            type="button"
            aria-label={`Remove ${name || 'it'}`}
            onClick={() => change({ fixed: fixed.filter((_, at) => at !== index) })}
          >
            Remove
          </button>
        </div>
      ))}
      <div>
        <button type="button" onClick={() => change({ fixed: [...fixed, { name: '', value: '' }] })}>
          Add one
        </button>
      </div>
    </fieldset>
  );
}

export interface DeliveryFormProps {
  readonly begin: DeliveryDraft;
  readonly busy: boolean;
  readonly refused: { readonly error: Error | null; readonly reset: () => void };
  readonly onSubmit: (body: Schema<'NewLeadDelivery'>) => void;
}

/** Where leads go, under which names, and what says that one was taken. */
export function DeliveryForm({ begin, busy, refused, onSubmit }: DeliveryFormProps) {
  const [draft, setDraft] = useState(begin);
  const { error, passes } = useOwnCheck(refused);
  const parts = {
    ...{ draft, error },
    change: (part: Partial<DeliveryDraft>): void => setDraft((before) => ({ ...before, ...part })),
  };
  return (
    <Form
      submit="Send leads there"
      busy={busy}
      error={error}
      onSubmit={() => {
        const body = deliveryOf(draft);
        if (passes(body)) onSubmit(body);
      }}
    >
      <Address {...parts} />
      <Names {...parts} />
      <Fixed {...parts} />
      <TextField
        label="An answer that took a lead contains"
        name="successText"
        maxLength={100}
        value={draft.successText}
        onChange={(event) => parts.change({ successText: event.target.value })}
        hint="For systems that answer 200 to everything. Empty: any 2xx takes it, unless its body says no"
        error={error}
      />
    </Form>
  );
}
