import { notFound } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { isJudged } from '../outcomes/judge-anew.ts';
import { worthIfQualified } from '../outcomes/worth-if-qualified.ts';
import type { Dispute, Granted } from './model.ts';
import { missingOf } from './objection.ts';
import type { ObjectionPorts } from './ports.ts';
import type { SettlePorts } from './settle-dispute.ts';

/**
 * What granting a publisher's dispute comes to: all that the outcome lacks of its worth by now, which may be less than was
 * claimed where late truth gave some of it meanwhile, or an earlier step of a chain costs it.
 *
 * @throws Problem `unavailable` while a rate is missing or an earlier step of its chain has no verdict
 */
export async function grantObjection(ports: SettlePorts & ObjectionPorts, { outcomeId }: Dispute): Promise<Granted> {
  const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
  if (!found) throw notFound(`outcome ${outcomeId}`);
  const { outcome } = found;
  invariant(isJudged(outcome), 'what is disputed was judged');
  const terms = await ports.terms.terms(outcome.terms);
  const worth = await worthIfQualified({ ...ports.worth, zone: ports.zone }, outcome, terms);
  return { granted: missingOf(found, worth), worth };
}
