import { Problem } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';

type Holder = Pick<Principal, 'offerIds'>;

/** Whether a key may bring leads to this offer; one that was not limited may bring them to any. */
export const mayBring = ({ offerIds }: Holder, offerId: string): boolean => offerIds?.includes(offerId) ?? true;

/** @throws Problem `forbidden` for a key that is limited to other offers */
export function assertMayBring(holder: Holder, offerId: string): void {
  if (mayBring(holder, offerId)) return;
  const message = 'is none of the offers that this key is for';
  throw new Problem('forbidden', `body.offerId ${message}`, [{ field: 'body.offerId', message }]);
}
