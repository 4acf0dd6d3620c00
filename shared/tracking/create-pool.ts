import type { OfferStore, PublisherStore } from '../catalog/ports.ts';
import type { IdSource } from '../kernel/ids.ts';
import { invalidField } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { Pool } from './model.ts';
import type { NumberStore, PoolStore } from './ports.ts';

export interface SetupPorts {
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly offers: Pick<OfferStore, 'current'>;
  readonly pools: PoolStore;
  readonly numbers: NumberStore;
  readonly clock: Clock;
}

export type NewPool = Omit<Pool, 'poolId' | 'createdAtMs'>;

/** @throws Problem `invalid` naming the id that leads nowhere */
export async function checkOwners(
  ports: Pick<SetupPorts, 'publishers' | 'offers'>,
  { publisherId, offerId }: { readonly publisherId: string; readonly offerId: string },
): Promise<void> {
  const [publisher, offer] = await Promise.all([ports.publishers.get(publisherId), ports.offers.current(offerId)]);
  if (!publisher) throw invalidField('body.publisherId', 'is not a publisher of this network');
  if (!offer) throw invalidField('body.offerId', 'is not an offer of this network');
}

/**
 * Sets up an empty pool for one publisher and offer. Its fallback number must be a static number of the same publisher, or
 * calls to it would belong to nobody.
 *
 * @throws Problem `invalid` naming the field
 */
export async function createPool(ports: SetupPorts, ids: IdSource, wanted: NewPool): Promise<Pool> {
  await checkOwners(ports, wanted);
  const fallback = (await ports.numbers.findAll([wanted.fallbackNumber])).get(wanted.fallbackNumber);
  if (fallback?.kind !== 'static' || fallback.publisherId !== wanted.publisherId) {
    throw invalidField('body.fallbackNumber', 'is not a static number of this publisher: add it with POST /v1/numbers');
  }
  return ports.pools.create({ ...wanted, poolId: ids.next('pool'), createdAtMs: ports.clock.nowMs() });
}
