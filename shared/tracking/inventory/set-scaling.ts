import { notFound } from '../../kernel/problem.ts';
import { changeFrom, type Versioned } from '../../platform/change-from.ts';
import type { PoolStore } from '../ports.ts';
import type { PoolScaling, Scaling } from './model.ts';
import type { ScalingStore } from './ports.ts';

export interface ScalingPorts {
  readonly pools: Pick<PoolStore, 'get'>;
  readonly scaling: Pick<ScalingStore, 'get' | 'set'>;
}

/** @throws Problem `not-found` */
export async function showScaling({ pools, scaling }: ScalingPorts, poolId: string): Promise<PoolScaling> {
  if (!(await pools.get(poolId))) throw notFound('the pool');
  return scaling.get(poolId);
}

/**
 * Lets a pool grow by a rule, or without one stay as large as it is. One that has none is left as it is, however often its
 * rule is ended.
 *
 * @throws Problem `not-found`, `stale` when it is not at the version that was seen, where one is named
 */
export function setScaling(
  ports: ScalingPorts,
  poolId: string,
  rule: Scaling | undefined,
  seenVersion?: number,
): Promise<PoolScaling> {
  const place: Versioned<PoolScaling> = {
    read: () => showScaling(ports, poolId),
    versionOf: ({ version }) => version,
    async write(before, version) {
      const next = { poolId, scaling: rule, version: version + 1 };
      if (!rule && !before?.scaling) return before ?? next;
      return (await ports.scaling.set(next, version)) === 'stale' ? 'stale' : next;
    },
  };
  return changeFrom(place, seenVersion);
}
