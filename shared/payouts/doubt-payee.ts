import type { PayeeStanding } from '../catalog/payee.ts';
import type { PayeeStore, SeenPayee } from '../catalog/ports.ts';
import type { Payment } from './model.ts';
import type { LineStore } from './ports.ts';

export interface DoubtDeps {
  readonly lines: Pick<LineStore, 'ofRun'>;
  readonly payees: Pick<PayeeStore, 'see' | 'stand'>;
}

/** People that change one payee at the same moment. */
const MAX_TRIES = 5;

/**
 * Changes the standing of a payee as long as it is the one that was paid: details that were entered since then are not doubted
 * for what happened to the old ones.
 *
 * @throws Error when others are always faster
 */
export async function doubtPayee(
  { lines, payees }: DoubtDeps,
  payment: Payment,
  change: (seen: SeenPayee) => PayeeStanding,
): Promise<void> {
  const line = await lines.ofRun(payment.runId, payment.publisherId);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const seen = await payees.see(payment.publisherId);
    if (!seen || seen.accountSealed !== line?.payee?.accountSealed) return;
    if ((await payees.stand(payment.publisherId, seen, change(seen))) !== 'stale') return;
  }
  throw new Error(`the payee of ${payment.publisherId} is being changed by others`);
}
