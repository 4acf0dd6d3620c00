import type { AnswerValue } from '../../catalog/answers.ts';
import { toIso } from '../../kernel/time.ts';
import type { Contact, StoredLead } from '../model.ts';
import type { DeliveryTarget } from './model.ts';

/** What goes out. */
export interface Message {
  readonly contentType: string;
  readonly body: string;
}

/** Everything an advertiser may want to name, flat; consent and our own words under names that no form's field has. */
function flat({ outcome }: StoredLead, { values, consent }: Contact): Record<string, AnswerValue> {
  const all: Record<string, AnswerValue | undefined> = {
    ...values,
    lead_id: outcome.outcomeId,
    offer_id: outcome.terms.offerId,
    received_at: toIso(outcome.openedAtMs),
    consent_certificate_url: consent.certificateUrl,
    consent_text: consent.text,
    consent_at: consent.atMs === undefined ? undefined : toIso(consent.atMs),
    consent_ip_address: consent.ipAddress,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, AnswerValue] => entry[1] !== undefined),
  );
}

/** The lead in the advertiser's own words. What they fixed wins over what we would send under the same name. */
export function buildMessage(target: DeliveryTarget, lead: StoredLead, contact: Contact): Message {
  const named = Object.entries(flat(lead, contact)).flatMap(([name, value]): [string, AnswerValue][] => {
    const theirs = target.names?.[name] ?? name;
    return theirs === '' ? [] : [[theirs, value]];
  });
  const all = { ...Object.fromEntries(named), ...target.fixed };
  if (target.format === 'json') return { contentType: 'application/json', body: JSON.stringify(all) };
  const form = new URLSearchParams(Object.entries(all).map(([name, value]): [string, string] => [name, String(value)]));
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() };
}
