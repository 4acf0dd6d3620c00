import { useState } from 'react';
import type { Schema } from '../../../client/client.ts';

export type Evidence = NonNullable<Schema<'NewDispute'>['evidence']>[number];

const MAX_EVIDENCE = 10;

/** Only what the API took: a link of HTTPS. */
export function EvidenceList({ of }: { readonly of: readonly Evidence[] }) {
  if (of.length === 0) return null;
  return (
    <ul>
      {of.map((each) =>
        each.kind === 'link' ? (
          <li key={each.url}>
            <a href={each.url} rel="noreferrer noopener" target="_blank">
              {each.url}
            </a>
          </li>
        ) : (
          <li key={each.text}>{each.text}</li>
        ),
      )}
    </ul>
  );
}

interface EvidenceFieldProps {
  readonly value: readonly Evidence[];
  readonly onChange: (value: readonly Evidence[]) => void;
}

const evidenceOf = (text: string): Evidence =>
  /^https:\/\/\S+$/.test(text) ? { kind: 'link', url: text } : { kind: 'text', text };

/** Links and texts, one at a time; a text that is a link becomes one. */
export function EvidenceField({ value, onChange }: EvidenceFieldProps) {
  const [text, setText] = useState('');
  const add = (): void => {
    const trimmed = text.trim();
    if (trimmed === '') return;
    onChange([...value, evidenceOf(trimmed)]);
    setText('');
  };
  return (
    <fieldset>
      <legend>Evidence</legend>
      <p className="hint">A link that both sides can open (https), or a text. Both sides see it.</p>
      {value.map((each, index) => {
        const shown = each.kind === 'link' ? each.url : each.text;
        return (
          <div key={shown} className="row">
            <span>{shown}</span>
            <button
              type="button"
              className="quiet"
              aria-label={`Remove the evidence ${shown}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              Remove
            </button>
          </div>
        );
      })}
      {value.length < MAX_EVIDENCE && (
        <div className="row">
          <input
            aria-label="Link or text"
            value={text}
            maxLength={2_000}
            onChange={(event) => setText(event.target.value)}
            // Whoever types and goes on means it: nothing that was written is left behind when the form is sent.
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" disabled={text.trim() === ''} onClick={add}>
            Add
          </button>
        </div>
      )}
    </fieldset>
  );
}
