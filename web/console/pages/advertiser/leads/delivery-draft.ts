import type { Schema } from '../../../../client/client.ts';
import { ProblemError } from '../../../app/problem.ts';

export type Delivery = Schema<'LeadDelivery'>;
type Form = Schema<'Offer'>['lead'];

/** Something that goes out with each lead: its name here, and what it is. */
interface Part {
  readonly name: string;
  readonly label: string;
}

/** What goes out besides the fields of the form, as shared/leads/delivery/build-message.ts names it. */
const OURS: readonly Part[] = [
  { name: 'lead_id', label: 'Id of the lead' },
  { name: 'offer_id', label: 'Id of the offer' },
  { name: 'received_at', label: 'When it came' },
  { name: 'consent_certificate_url', label: 'Consent: certificate' },
  { name: 'consent_text', label: 'Consent: words' },
  { name: 'consent_at', label: 'Consent: when' },
  { name: 'consent_ip_address', label: 'Consent: from where' },
];

/** All that goes out: the form's fields, what we add, and what an earlier version of the form had a name for. */
export function partsOf(form: Form, names: Delivery['names'] = {}): readonly Part[] {
  const parts = [...(form?.fields.map(({ name, label }) => ({ name, label })) ?? []), ...OURS];
  const known = new Set(parts.map(({ name }) => name));
  const earlier = Object.keys(names).filter((name) => !known.has(name));
  return [...parts, ...earlier.map((name) => ({ name, label: 'Of an earlier form' }))];
}

export interface DeliveryDraft {
  /** Which version it takes the place of; 0 where there is none. */
  readonly from: number;
  readonly url: string;
  readonly format: Delivery['format'];
  /** Each with the buyer's own name for it; an empty one leaves it out. */
  readonly parts: readonly (Part & { readonly theirs: string })[];
  readonly fixed: readonly { readonly name: string; readonly value: string }[];
  readonly successText: string;
  readonly state: Delivery['state'];
}

/** As it stands when the form opens: what others change meanwhile is read anew behind it, and must not be undone. */
export const draftOf = (form: Form, now: Delivery | undefined): DeliveryDraft => ({
  from: now?.version ?? 0,
  url: now?.url ?? '',
  format: now?.format ?? 'json',
  parts: partsOf(form, now?.names).map((part) => ({ ...part, theirs: now?.names?.[part.name] ?? part.name })),
  fixed: Object.entries(now?.fixed ?? {}).map(([name, value]) => ({ name, value })),
  successText: now?.successText ?? '',
  state: now?.state ?? 'active',
});

/** What the API takes of a draft. Two of one name would be one in it, so that is refused here. */
export function deliveryOf(draft: DeliveryDraft): Schema<'NewLeadDelivery'> | ProblemError {
  const { url, format, parts, fixed, successText, state } = draft;
  const twice = fixed.find(({ name }, index) => fixed.findIndex((each) => each.name === name) !== index);
  if (twice) {
    const message = 'is there twice';
    const errors = [{ field: `body.fixed.${twice.name}`, message }];
    return new ProblemError(400, { detail: `“${twice.name}” ${message}.`, errors });
  }
  const renamed = parts.filter(({ name, theirs }) => theirs.trim() !== name);
  return {
    ...{ url: url.trim(), format, state },
    ...(renamed.length > 0 && { names: Object.fromEntries(renamed.map(({ name, theirs }) => [name, theirs.trim()])) }),
    ...(fixed.length > 0 && { fixed: Object.fromEntries(fixed.map(({ name, value }) => [name, value])) }),
    ...(successText && { successText }),
  };
}
