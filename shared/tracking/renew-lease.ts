import { SECOND_MS } from '../kernel/time.ts';
import { type Assigned, type AssignPorts, leased } from './assign-number.ts';
import { leaseLost, requireToken } from './read-token.ts';

export interface HolderRequest {
  readonly publisherId: string;
  readonly token: string;
}

/**
 * A page that is still looked at keeps its number for another lease.
 *
 * @throws Problem `forbidden` for a forged or foreign token, `gone` for an expired one and for a number lost meanwhile
 */
export async function renewLease(
  ports: Pick<AssignPorts, 'pools' | 'leases' | 'tokens' | 'clock'>,
  { publisherId, token }: HolderRequest,
): Promise<Assigned> {
  const nowMs = ports.clock.nowMs();
  const { poolId, number, visitId } = await requireToken(ports.tokens, token, publisherId, nowMs);
  const pool = (await ports.pools.poolsOf(publisherId)).find((each) => each.poolId === poolId);
  if (!pool) throw leaseLost();
  const untilMs = await ports.leases.renew(poolId, number, visitId, nowMs + pool.leaseSeconds * SECOND_MS);
  if (untilMs === undefined) throw leaseLost();
  return leased(ports, pool, visitId, { number, untilMs });
}
