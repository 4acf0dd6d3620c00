import { invalidField, notFound } from '../../shared/kernel/problem.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';

/** Whose lead it is: a publisher's own; for an operator the one it names. */
export function actingPublisher({ role, subjectId }: Principal, named: string | undefined): string {
  if (role === 'publisher') {
    if (named !== undefined && named !== subjectId) throw notFound('the publisher');
    return subjectId;
  }
  if (named === undefined) throw invalidField('body.publisherId', 'say whose');
  return named;
}
