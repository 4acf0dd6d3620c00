import { type EnlistPorts, enlistPushes } from '../../shared/crm/enlist-pushes.ts';
import type { LeadMessage } from '../../shared/leads/contract/messages.ts';
import type { LeadQueue } from '../../shared/leads/ports.ts';
import type { Outcome } from '../../shared/outcomes/model.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { queueSender, sqsClient } from '../../shared/platform/sqs.ts';
import { enlistPorts } from '../crm/compose-enlisting.ts';

type BringBought = (outcome: Outcome) => Promise<void>;

/**
 * Brings an advertiser what it bought after all: a lead is delivered, and whatever it is goes into the advertiser's CRMs, as
 * with a verdict that qualifies. Here they meet, so that whoever decides knows no channel. Asked twice it brings nothing twice.
 */
export const bringBought =
  (leads: LeadQueue, crm: EnlistPorts): BringBought =>
  async ({ model, outcomeId, advertiserId }) => {
    if (model === 'lead') await leads.send({ v: 1, kind: 'look-after', leadId: outcomeId, step: 0 });
    await enlistPushes(crm, [{ outcomeId, advertiserId }]);
  };

export const composeBringing = (): BringBought =>
  bringBought(queueSender<LeadMessage>(sqsClient(), readEnv('QUEUE_LEADS').QUEUE_LEADS), enlistPorts());
