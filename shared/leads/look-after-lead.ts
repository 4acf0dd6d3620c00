import { type BoughtPorts, boughtAtMs } from '../outcomes/bought.ts';
import type { LeadMessage } from './contract/messages.ts';
import { type DeliverPorts, deliverLead } from './delivery/deliver-lead.ts';
import type { JudgeQueue, LeadStore } from './ports.ts';

export interface LookAfterPorts extends DeliverPorts, BoughtPorts {
  readonly leads: Pick<LeadStore, 'find'>;
  readonly judge: JudgeQueue;
}

/** A verdict takes a second, unless its day is closing or its rate of exchange is missing: then it comes by itself. */
const NEXT_LOOK_SECONDS = [5, 15, 60] as const;
const MAX_LOOKS = 60;
/** By the third look an intake has long answered or died. */
const LAST_LOOK_FOR_NOTHING = 2;

/**
 * Looks whether a lead is well: delivers it once it is bought. Its intake may have died before it asked for the verdict, so
 * this asks again; a lead that was never stored was never answered for either, and is let go.
 */
export async function lookAfterLead(ports: LookAfterPorts, message: LeadMessage): Promise<void> {
  const { leadId } = message;
  const lead = await ports.leads.find(leadId);
  if (lead && (await boughtAtMs(ports, lead.outcome)) !== undefined)
    return deliverLead(ports, lead, message.kind === 'deliver' ? message.attempts : 0);
  if (lead?.outcome.state === 'rejected') return;
  const step = message.kind === 'look-after' ? message.step : MAX_LOOKS;
  if (step >= (lead ? MAX_LOOKS : LAST_LOOK_FOR_NOTHING)) return;
  if (lead) await ports.judge.send({ v: 1, outcomeId: leadId });
  const delaySeconds = NEXT_LOOK_SECONDS[step] ?? 60;
  await ports.queue.send({ v: 1, kind: 'look-after', leadId, step: step + 1 }, { delaySeconds });
}
