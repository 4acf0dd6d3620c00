import { notFound } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { lookAtPool } from '../../../shared/tracking/measure-pool.ts';
import type { LeaseCensus, PoolStore } from '../../../shared/tracking/ports.ts';
import { weighPool } from '../../../shared/tracking/weigh-pool.ts';

interface HealthPorts {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly census: LeaseCensus;
  readonly clock: Clock;
}

export const getPoolHealthHandler = (deps: ApiDeps & HealthPorts): HttpHandler =>
  apiHandler(trackingRoutes.getPoolHealth, deps, async ({ params: { poolId }, principal }) => {
    const pool = await deps.pools.get(poolId);
    const isOwn = principal.role === 'operator' || pool?.publisherId === principal.subjectId;
    if (!pool || !isOwn) throw notFound('the pool');
    const nowMs = deps.clock.nowMs();
    return { poolId, ...weighPool(await lookAtPool(deps.census, poolId, nowMs), nowMs) };
  });
