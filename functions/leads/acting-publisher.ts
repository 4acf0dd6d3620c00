import { invalidField, notFound } from '../../shared/kernel/problem.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';

/** Whose lead it is: a publisher's own, or that of a setter's publisher; for an operator the one it names. */
export function actingPublisher({ role, subjectId, publisherId }: Principal, named: string | undefined): string {
  const own = role === 'publisher' ? subjectId : publisherId;
  if (own !== undefined) {
    if (named !== undefined && named !== own) throw notFound('the publisher');
    return own;
  }
  if (named === undefined) throw invalidField('body.publisherId', 'say whose');
  return named;
}
