import { toDecimal } from '../kernel/money.ts';
import { toIso } from '../kernel/time.ts';
import { sourceOf } from '../outcomes/feedback.ts';
import type { Outcome } from '../outcomes/model.ts';
import type { Connection, CrmFields, FieldSource, Source } from './model.ts';
import type { Contact } from './ports.ts';

/** What an outcome has to say, in the words that a mapping may use. */
function sourcesOf(outcome: Outcome): Partial<Record<Source, string>> {
  const { verdict, facts, attribution } = outcome;
  const worth = verdict?.booking?.worth;
  return {
    outcomeId: outcome.outcomeId,
    model: outcome.model,
    offerId: outcome.terms.offerId,
    publisherId: outcome.terms.publisherId,
    source: sourceOf(outcome),
    campaign: attribution.visit?.params?.utm_campaign,
    region: facts?.region,
    judgedAt: verdict && toIso(verdict.judgedAtMs),
    price: worth && toDecimal(worth.chargeMinor, worth.currency),
    currency: worth?.currency,
  };
}

/**
 * The fields of a record. What is not known is left out, so that an upsert never wipes what somebody typed; the external id
 * is not among them: each CRM takes it in a place of its own.
 */
export function mapFields(
  { fields }: Pick<Connection, 'fields'>,
  outcome: Outcome,
  contact: Contact | undefined,
): CrmFields {
  const known = sourcesOf(outcome);
  const answers = outcome.facts?.answers ?? {};
  const read = (source: FieldSource): string | number | boolean | undefined => {
    if ('constant' in source) return source.constant;
    if ('contact' in source) return contact?.[source.contact];
    return 'answer' in source ? answers[source.answer] : known[source.from];
  };
  const entries = Object.entries(fields).map(([field, source]) => [field, read(source)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
}
