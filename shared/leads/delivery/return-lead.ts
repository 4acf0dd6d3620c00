import type { CatalogReader } from '../../catalog/ports.ts';
import { invalidField, notFound, Problem } from '../../kernel/problem.ts';
import type { EpochMs } from '../../kernel/time.ts';
import { type BoughtPorts, boughtAtMs } from '../../outcomes/bought.ts';
import type { StoredLead } from '../model.ts';
import type { LeadStore } from '../ports.ts';
import { newDelivery } from './model.ts';
import type { Deliveries, ReturnDesk } from './ports.ts';

export interface BoughtLeadPorts extends BoughtPorts {
  readonly leads: Pick<LeadStore, 'find'>;
}

export interface ReturnPorts extends BoughtLeadPorts {
  readonly catalog: Pick<CatalogReader, 'offerVersion'>;
  readonly deliveries: Deliveries;
  readonly desk: ReturnDesk;
}

/**
 * A lead that its advertiser bought, and when.
 *
 * @throws Problem `not-found` for another's, `conflict` for one that was not bought
 */
export async function boughtLead(
  ports: BoughtLeadPorts,
  advertiserId: string,
  leadId: string,
): Promise<StoredLead & { readonly boughtAtMs: EpochMs }> {
  const lead = await ports.leads.find(leadId);
  if (lead?.outcome.advertiserId !== advertiserId) throw notFound(`lead ${leadId}`);
  const atMs = await boughtAtMs(ports, lead.outcome);
  if (atMs === undefined) throw new Problem('conflict', `lead ${leadId} was not bought`);
  return { ...lead, boughtAtMs: atMs };
}

/**
 * Gives a lead back for one of the reasons its form allows: a dispute of its outcome, with the windows, rules and money of any
 * other. Gives the dispute's id.
 *
 * @throws Problem `invalid` for another reason, `conflict` once the window is over or a second time
 */
export async function returnLead(
  ports: ReturnPorts,
  advertiserId: string,
  leadId: string,
  { reason, note }: { readonly reason: string; readonly note: string },
): Promise<string> {
  const { catalog, deliveries, desk } = ports;
  const { outcome } = await boughtLead(ports, advertiserId, leadId);
  const { lead: form } = await catalog.offerVersion(outcome.terms.offerId, outcome.terms.offerVersion);
  const allowed: readonly string[] = form?.returnReasons ?? [];
  if (!allowed.includes(reason)) {
    throw invalidField('body.reason', `is not one of those the offer allows: ${allowed.join(', ') || 'none'}`);
  }
  const disputeId = await desk.open(advertiserId, { outcomeId: leadId, reason, note });
  const seen = (await deliveries.get(leadId)) ?? newDelivery(leadId);
  await deliveries.save(seen, { ...seen, state: 'returned', returnReason: reason });
  return disputeId;
}
