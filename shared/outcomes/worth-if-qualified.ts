import type { Terms } from '../catalog/model.ts';
import { dayOf } from '../kernel/time.ts';
import type { JudgedOutcome } from './judge-anew.ts';
import { type JudgePorts, priceOf } from './judge-outcome.ts';
import type { Worth } from './model.ts';

export type WorthPorts = Pick<JudgePorts, 'qualityOf' | 'chain' | 'conversionOf' | 'zone'>;

/**
 * What a judged outcome comes to where every criterion is taken to have held: what its verdict froze, or for a rejected one
 * its price by all that is known of it, at the rate of the verdict's day. With a chain among the ports a rejected one takes its
 * place in it, so only what is granted asks with one.
 *
 * @throws Problem `unavailable` while a rate is missing or an earlier step of its chain has no verdict
 */
export async function worthIfQualified(ports: WorthPorts, outcome: JudgedOutcome, terms: Terms): Promise<Worth> {
  const { verdict, facts, late } = outcome;
  if (verdict.booking) return verdict.booking.worth;
  const { publisherId, currency } = terms;
  const price = await priceOf(ports, { ...outcome, facts: late?.facts ?? facts }, terms);
  const conversion = await ports.conversionOf?.(publisherId, currency, dayOf(verdict.judgedAtMs, ports.zone));
  return { ...price, currency, ...(conversion && { conversion }) };
}
