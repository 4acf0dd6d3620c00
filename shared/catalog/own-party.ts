import { notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';

/**
 * The advertiser or publisher that a caller may look at: itself, or any for the network.
 *
 * @throws Problem `not-found` for another one: whoever may not see a thing learns nothing of it
 */
export function ownParty(
  { role, subjectId }: Pick<Principal, 'role' | 'subjectId'>,
  kind: 'advertiser' | 'publisher',
  partyId: string,
): string {
  const isNetwork = role === 'operator' || role === 'finance';
  if (!isNetwork && !(role === kind && subjectId === partyId)) throw notFound(`the ${kind}`);
  return partyId;
}
