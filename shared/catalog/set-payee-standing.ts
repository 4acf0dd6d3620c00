import { notFound, Problem } from '../kernel/problem.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { Publisher } from './model.ts';
import { changeStanding, type PayeeSource, type StandingChange } from './payee.ts';
import type { PayeeStore } from './ports.ts';

/**
 * Changes what finance knows of a payee.
 *
 * @throws Problem `not-found` without a payee, `forbidden` for whoever entered the details and would verify them,
 *   `stale` when they are not at the revision that was seen, `conflict` when none is named and they changed at this very moment
 */
export async function setPayeeStanding(
  { payees }: { readonly payees: Pick<PayeeStore, 'see' | 'stand'> },
  publisherId: string,
  change: StandingChange,
  by: Pick<PayeeSource, 'keyId' | 'subjectId'>,
  seenRev?: number,
): Promise<Publisher> {
  const seen = await payees.see(publisherId);
  if (!seen) throw notFound('the payee');
  refuseStale(seen.rev, seenRev);
  const isOwn = seen.enteredBy?.keyId === by.keyId || seen.enteredBy?.subjectId === by.subjectId;
  if (isOwn && change.bankVerified === true) {
    throw new Problem('forbidden', 'whoever entered bank details can not verify them: ask a second person');
  }
  const after = await payees.stand(publisherId, seen, changeStanding(seen.payee, change));
  if (after !== 'stale') return after;
  refuseStale((await payees.see(publisherId))?.rev ?? 0, seenRev);
  throw new Problem('conflict', 'the payee was changed meanwhile: look again');
}
