import { Form } from '../../../ui/form.tsx';
import { Card, type CardProps } from '../../../ui/layout.tsx';
import { NodeField } from './criteria-field.tsx';
import { CriteriaPreview } from './criteria-preview.tsx';
import type { OfferDraft } from './draft.ts';
import { LeadFields } from './lead-fields.tsx';
import { AfterFields, NameFields, PriceFields } from './offer-fields.tsx';
import { PaidFor } from './paid-for.tsx';

export interface OfferFormProps {
  readonly submit: string;
  readonly draft: OfferDraft;
  readonly change: (part: Partial<OfferDraft>) => void;
  /** Of an offer that is there: its model and currency stand, and the preview looks at its own outcomes. */
  readonly offerId?: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onSubmit: () => void;
}

const Part = ({ title, children }: Pick<CardProps, 'title' | 'children'>) => (
  <Card title={title}>
    <div className="stack">{children}</div>
  </Card>
);

/** The offer builder: what is bought, by what criteria, for how much, with a sentence and a preview that follow each change. */
export function OfferForm({ submit, draft, change, offerId, busy, error, onSubmit }: OfferFormProps) {
  const parts = { draft, change, error, isNew: offerId === undefined };
  return (
    <div className="builder">
      <Form submit={submit} busy={busy} error={error} onSubmit={onSubmit}>
        <Part title="What you buy">
          <NameFields {...parts} />
        </Part>
        {draft.lead && (
          <Part title="What a lead tells you">
            <LeadFields value={draft.lead} onChange={(lead) => change({ lead })} error={error} />
          </Part>
        )}
        <Part title="When it counts">
          <p className="hint">The whole tree is judged for each one, and both sides see every answer.</p>
          <NodeField
            key={draft.model}
            model={draft.model}
            path="criteria"
            value={draft.criteria}
            onChange={(criteria) => change({ criteria })}
            error={error}
          />
        </Part>
        <Part title="What it costs">
          <PriceFields {...parts} />
        </Part>
        <Part title="Afterwards">
          <AfterFields {...parts} />
        </Part>
      </Form>
      <aside className="beside" aria-label="What it comes to">
        <PaidFor draft={draft} />
        <CriteriaPreview model={draft.model} criteria={draft.criteria} offerId={offerId} />
      </aside>
    </div>
  );
}
