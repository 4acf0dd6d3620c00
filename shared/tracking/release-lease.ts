import type { AssignPorts } from './assign-number.ts';
import { requireToken } from './read-token.ts';
import type { HolderRequest } from './renew-lease.ts';

/**
 * A page that is left lets its number go, for the next visit. Letting go twice, or of a number lost meanwhile, changes
 * nothing.
 *
 * @throws Problem `forbidden` for a forged or foreign token, `gone` for an expired one
 */
export async function releaseLease(
  ports: Pick<AssignPorts, 'leases' | 'tokens' | 'clock'>,
  { publisherId, token }: HolderRequest,
): Promise<void> {
  const nowMs = ports.clock.nowMs();
  const { poolId, number, visitId } = await requireToken(ports.tokens, token, publisherId, nowMs);
  await ports.leases.release(poolId, number, visitId, nowMs);
}
