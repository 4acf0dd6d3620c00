import { mayWork } from '../catalog/joining.ts';
import type { DealStore, OfferStore, PublisherStore } from '../catalog/ports.ts';
import type { IdSource } from '../kernel/ids.ts';
import { invalidField } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { Pool } from './model.ts';
import type { NumberStore, PoolStore } from './ports.ts';

export interface SetupPorts {
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly offers: Pick<OfferStore, 'current'>;
  readonly deals: Pick<DealStore, 'current'>;
  readonly pools: PoolStore;
  readonly numbers: NumberStore;
  readonly clock: Clock;
}

export type NewPool = Omit<Pool, 'poolId' | 'createdAtMs'>;

/** @throws Problem `invalid` naming the id that leads nowhere, or the publisher that the offer was not opened to */
export async function checkOwners(
  ports: Pick<SetupPorts, 'publishers' | 'offers' | 'deals'>,
  { publisherId, offerId }: { readonly publisherId: string; readonly offerId: string },
): Promise<void> {
  const [publisher, head, deal] = await Promise.all([
    ports.publishers.get(publisherId),
    ports.offers.current(offerId),
    ports.deals.current(offerId, publisherId),
  ]);
  if (!publisher) throw invalidField('body.publisherId', 'is not a publisher of this network');
  if (!head) throw invalidField('body.offerId', 'is not an offer of this network');
  if (!mayWork(head.offer, deal)) {
    throw invalidField('body.publisherId', 'is not let into this offer, which is joined on request');
  }
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
