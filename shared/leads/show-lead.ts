import type { z } from 'zod';
import { notFound } from '../kernel/problem.ts';
import { toIso } from '../kernel/time.ts';
import { type BoughtPorts, boughtAtMs } from '../outcomes/bought.ts';
import { type Viewer, viewerOf } from '../outcomes/viewer.ts';
import type { Principal } from '../platform/http/principal.ts';
import { mayBring } from './allowed-offers.ts';
import type { leadView } from './contract/leads.ts';
import type { Delivery } from './delivery/model.ts';
import type { Deliveries } from './delivery/ports.ts';
import type { Contact, StoredLead } from './model.ts';
import type { ContactStore, LeadStore } from './ports.ts';

type LeadView = z.input<typeof leadView>;

export interface ShowPorts extends BoughtPorts {
  readonly leads: Pick<LeadStore, 'find'>;
  readonly contacts: Pick<ContactStore, 'open'>;
  readonly deliveries: Pick<Deliveries, 'get'>;
}

/**
 * A lead as its viewer may see it. Who it is, only the advertiser who bought it learns: not before it did, and not the
 * network's own people, who have no need to.
 *
 * @throws Problem `not-found` for one that does not exist, or is another's
 */
export async function showLead(
  ports: ShowPorts,
  principal: Pick<Principal, 'role' | 'subjectId' | 'offerIds'>,
  leadId: string,
): Promise<LeadView> {
  const { leads, contacts, deliveries } = ports;
  const lead = await leads.find(leadId);
  const viewer = viewerOf(principal);
  if (!lead || !viewer.owns(lead.outcome) || !mayBring(principal, lead.outcome.terms.offerId))
    throw notFound(`lead ${leadId}`);
  const isBuyer = principal.role === 'advertiser' && (await boughtAtMs(ports, lead.outcome)) !== undefined;
  const [contact, delivery] = await Promise.all([isBuyer ? contacts.open(leadId) : undefined, deliveries.get(leadId)]);
  return {
    ...leadViewOf(viewer, lead),
    contact: contact && contactView(contact),
    delivery: delivery && deliveryView(viewer, delivery),
  };
}

export const leadViewOf = ({ seesBuyer }: Pick<Viewer, 'seesBuyer'>, { outcome, record }: StoredLead): LeadView => ({
  leadId: outcome.outcomeId,
  offerId: outcome.terms.offerId,
  channel: record.channel,
  state: outcome.state,
  receivedAt: toIso(outcome.openedAtMs),
  person: seesBuyer ? outcome.contactMasked : undefined,
});

const instant = (atMs: number | undefined): string | undefined => (atMs === undefined ? undefined : toIso(atMs));

const deliveryView = ({ seesBuyer }: Viewer, delivery: Delivery): LeadView['delivery'] => ({
  state: delivery.state,
  attempts: delivery.attempts,
  problem: seesBuyer ? delivery.problem : undefined,
  reference: seesBuyer ? delivery.reference : undefined,
  deliveredAt: instant(delivery.deliveredAtMs),
  firstTouchAt: instant(delivery.firstTouchAtMs),
  returnReason: delivery.returnReason,
});

function contactView({ values, consent }: Contact): LeadView['contact'] {
  const { atMs, ...rest } = consent;
  return { fields: { ...values }, consent: { ...rest, at: instant(atMs) } };
}
