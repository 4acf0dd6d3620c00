import type { Schema } from '../../../../client/client.ts';
import { criterionOf, firstCriterion, type Model, type Node, nodeOf } from './tree.ts';

type Offer = Schema<'Offer'>;
type Revision = Schema<'OfferRevision'>;
export type LeadForm = NonNullable<Revision['lead']>;
export type Destination = Schema<'Destination'>;

/** An offer while it is built: what is not entered yet is absent. */
export interface OfferDraft {
  readonly model: Model;
  readonly currency: string;
  readonly name: string;
  readonly description: string;
  readonly state: Offer['state'];
  readonly joining: Offer['joining'];
  readonly criteria: Node;
  readonly chargeMinor: number | undefined;
  readonly payoutMinor: number | undefined;
  readonly holdDays: number | undefined;
  readonly lead: LeadForm | undefined;
  readonly windows: Revision['windows'];
  readonly attendance: Revision['attendance'];
  readonly pricing: Revision['pricing'];
  readonly fallback: Destination | undefined;
}

const FIRST_LEAD: LeadForm = {
  vertical: '',
  fields: [
    { name: 'fullName', label: 'Your name', type: 'text', required: true },
    { name: 'phone', label: 'Phone', type: 'phone', required: true },
  ],
};

/** The parts of a draft that go with its model. */
export const partsFor = (
  model: Model,
): Pick<OfferDraft, 'model' | 'criteria' | 'lead' | 'attendance' | 'fallback'> => ({
  model,
  criteria: nodeOf(firstCriterion(model)),
  lead: model === 'lead' ? FIRST_LEAD : undefined,
  attendance: undefined,
  fallback: undefined,
});

export const emptyDraft = (): OfferDraft => ({
  ...partsFor('call'),
  currency: 'USD',
  name: '',
  description: '',
  state: 'active',
  joining: 'open',
  chargeMinor: undefined,
  payoutMinor: undefined,
  holdDays: 7,
  windows: undefined,
  pricing: undefined,
});

export const draftOf = (offer: Offer): OfferDraft => ({
  ...offer,
  criteria: nodeOf(offer.criteria),
  chargeMinor: offer.chargeMinor,
  lead: offer.lead,
  windows: offer.windows,
  attendance: offer.attendance,
  pricing: offer.pricing,
  fallback: offer.fallbackDestination,
});

/** What the API takes of a draft that has everything it needs; rules of disputes are the network's, and stay. */
export function revisionOf(draft: OfferDraft): Revision {
  const { name, description, state, joining, criteria, chargeMinor = 0, payoutMinor = 0, holdDays = 0 } = draft;
  const { lead, windows, attendance, pricing, fallback } = draft;
  return {
    name,
    description,
    state,
    joining,
    criteria: criterionOf(criteria),
    chargeMinor,
    payoutMinor,
    holdDays,
    ...(lead && { lead }),
    ...(windows && { windows }),
    ...(attendance && { attendance }),
    ...(pricing && { pricing }),
    ...(fallback && { fallbackDestination: fallback }),
  };
}

export const newOfferOf = (draft: OfferDraft): Schema<'NewOffer'> => ({
  model: draft.model,
  currency: draft.currency,
  ...revisionOf(draft),
});
