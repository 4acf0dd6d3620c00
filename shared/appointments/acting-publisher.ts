import { invalidField } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';

type Caller = Pick<Principal, 'role' | 'subjectId' | 'publisherId'>;

/**
 * For whom somebody books: a publisher for itself, a setter for its publisher, an operator for the one it names.
 *
 * @throws Problem `invalid` naming `body.publisherId`
 */
export function actingPublisher({ role, subjectId, publisherId }: Caller, named?: string): string {
  const own = role === 'publisher' ? subjectId : publisherId;
  if (own !== undefined) {
    if (named !== undefined && named !== own) throw invalidField('body.publisherId', 'is not yours to name');
    return own;
  }
  if (named === undefined) throw invalidField('body.publisherId', 'is needed: whose booking is it?');
  return named;
}
