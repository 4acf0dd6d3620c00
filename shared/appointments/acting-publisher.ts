import { invalidField } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';

/**
 * For whom somebody books: a publisher for itself, an operator for the one it names.
 *
 * @throws Problem `invalid` naming `body.publisherId`
 */
export function actingPublisher({ role, subjectId }: Pick<Principal, 'role' | 'subjectId'>, named?: string): string {
  if (role === 'publisher') {
    if (named !== undefined && named !== subjectId) throw invalidField('body.publisherId', 'is not yours to name');
    return subjectId;
  }
  if (named === undefined) throw invalidField('body.publisherId', 'is needed: whose booking is it?');
  return named;
}
