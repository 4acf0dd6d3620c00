import type { E164 } from '../../kernel/phone.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Clock } from '../../kernel/time.ts';
import type { NumberStore } from '../ports.ts';
import type { ShopName, StockNumber } from './model.ts';
import type { Shops, StockStore } from './ports.ts';

export interface BuyPorts {
  readonly stock: StockStore;
  readonly shops: Shops;
  readonly numbers: Pick<NumberStore, 'findAll'>;
  readonly clock: Clock;
}

/**
 * Buys a number, once however often it is asked and wherever it was cut off before: what was begun is gone on with.
 *
 * @throws Problem `conflict` for a number that is ours or that its carrier does not sell, `unavailable` when the carrier does not answer
 */
export async function buyNumber(ports: BuyPorts, carrier: ShopName, number: E164): Promise<StockNumber> {
  const standing = await ports.stock.get(number);
  if (standing?.state === 'buying') return finishBuying(ports, standing);
  if (standing?.state === 'idle' && standing.carrier === carrier) return standing;
  if (standing && standing.state !== 'released') throw owned(number);
  if ((await ports.numbers.findAll([number])).has(number)) throw owned(number);
  const buying: StockNumber = { number, carrier, state: 'buying', sinceMs: ports.clock.nowMs() };
  if (!(await ports.stock.change(standing, buying))) throw new Problem('unavailable', 'somebody else buys it as well');
  return finishBuying(ports, buying);
}

/** Goes on with a number that was asked for; the carrier is asked first whether it is ours by now. */
export async function finishBuying(
  { stock, shops, clock }: Pick<BuyPorts, 'stock' | 'shops' | 'clock'>,
  buying: StockNumber,
): Promise<StockNumber> {
  const shop = shops[buying.carrier];
  const ours = await shop.find(buying.number);
  const bought = ours === undefined ? await shop.buy(buying.number) : { kind: 'bought' as const, carrierId: ours };
  if (bought.kind === 'refused') {
    await stock.forget(buying);
    throw new Problem('conflict', `${buying.carrier} does not sell it: ${bought.why}`);
  }
  const idle: StockNumber = { ...buying, state: 'idle', carrierId: bought.carrierId, sinceMs: clock.nowMs() };
  if (await stock.change(buying, idle)) return idle;
  // Another container finished it at the same moment.
  return (await stock.get(buying.number)) ?? idle;
}

const owned = (number: E164): Problem =>
  new Problem('conflict', 'it is a number of this network already', [
    { field: 'body.number', message: `${number} is a number of this network already` },
  ]);
