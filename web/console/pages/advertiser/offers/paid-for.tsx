import { criteriaInWords } from '../../../../../shared/catalog/criteria-in-words.ts';
import { money } from '../../../app/format.ts';
import { Card } from '../../../ui/layout.tsx';
import type { OfferDraft } from './draft.ts';
import { criterionOf } from './tree.ts';

const ONE = { call: 'a call', lead: 'a lead', appointment: 'an appointment' } as const;
const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

function priced({ chargeMinor, payoutMinor, currency }: OfferDraft): string {
  if (chargeMinor === undefined) return 'Nothing yet: enter what you pay';
  const earned = payoutMinor === undefined ? '' : `, of which the publisher earns ${money(payoutMinor, currency)}`;
  return `${money(chargeMinor, currency)}${earned}`;
}

/** The offer as it stands in the form, in the words that publishers will read. */
export function PaidFor({ draft }: { readonly draft: OfferDraft }) {
  return (
    <Card title="What you will pay for">
      <p data-part="sentence">
        You pay for {ONE[draft.model]} when {criteriaInWords(criterionOf(draft.criteria))}.
      </p>
      <p data-part="price">{priced(draft)}.</p>
      {draft.holdDays !== undefined && (
        <p className="hint">Publishers are paid {days(draft.holdDays)} after the verdict at the earliest.</p>
      )}
    </Card>
  );
}
