import { invalidField, notFound } from '../../shared/kernel/problem.ts';
import { toIso } from '../../shared/kernel/time.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import type { Pool, TrackingNumber } from '../../shared/tracking/model.ts';

export const poolAnswer = ({ createdAtMs, ...pool }: Pool) => ({ ...pool, createdAt: toIso(createdAtMs) });

export const numberAnswer = (number: TrackingNumber) => ({ ...number });

/**
 * Whose pools and numbers are asked for: a publisher's own; for an operator the one it names.
 *
 * @throws Problem `invalid` naming `query.publisherId`, `not-found` where a publisher names another
 */
export function publisherAsked(principal: Principal, asked: string | undefined): string {
  if (principal.role === 'publisher') {
    if (asked !== undefined && asked !== principal.subjectId) throw notFound('the publisher');
    return principal.subjectId;
  }
  if (asked === undefined) throw invalidField('query.publisherId', 'say whose');
  return asked;
}
