import type { LeadMessage } from './contract.ts';
import type { JudgeQueue, LeadQueue, LeadStore } from './ports.ts';

export interface LookAfterPorts {
  readonly leads: Pick<LeadStore, 'find'>;
  readonly queue: LeadQueue;
  readonly judge: JudgeQueue;
}

/** A verdict takes a second, unless its day is closing or its rate of exchange is missing: then it comes by itself. */
const NEXT_LOOK_SECONDS = 60;
const MAX_LOOKS = 60;

/**
 * Looks whether a lead is well. Its intake may have died before it asked for the verdict, so this asks again; a lead that was
 * never stored was never answered for either, and is let go.
 */
export async function lookAfterLead(ports: LookAfterPorts, { leadId, step }: LeadMessage): Promise<void> {
  const lead = await ports.leads.find(leadId);
  if (lead && lead.outcome.state !== 'open') return;
  if (step >= MAX_LOOKS || (!lead && step > 0)) return;
  if (lead) await ports.judge.send({ v: 1, outcomeId: leadId });
  await ports.queue.send({ v: 1, kind: 'look-after', leadId, step: step + 1 }, { delaySeconds: NEXT_LOOK_SECONDS });
}
