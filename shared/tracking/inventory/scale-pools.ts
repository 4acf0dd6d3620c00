import { MINUTE_MS } from '../../kernel/time.ts';
import { lookAtPool } from '../measure-pool.ts';
import type { LeaseCensus } from '../ports.ts';
import { weighPool } from '../weigh-pool.ts';
import { buyNumber, finishBuying } from './buy-number.ts';
import { isRested, type Scaling, type StockNumber } from './model.ts';
import { type MovePorts, placeNumber } from './move-number.ts';
import type { ScalingStore } from './ports.ts';

export interface ScalePorts extends MovePorts {
  readonly census: LeaseCensus;
  readonly scaling: ScalingStore;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A rush is no trend: what is bought is paid for a month. */
export const MAX_NUMBERS_A_ROUND = 20;
const PAGE = 100;
const MAX_POOLS = 1_000;
/** By then whoever asked has its answer or is dead. */
const CUT_OFF_MS = 5 * MINUTE_MS;

/** One round: what was begun and cut off is finished, then every pool with a rule grows to what its visits need. */
export async function scalePools(ports: ScalePorts): Promise<void> {
  await finishWhatWasCutOff(ports);
  let cursor: string | undefined;
  for (let seen = 0; seen < MAX_POOLS; seen += PAGE) {
    const { items, nextCursor } = await ports.scaling.scaled({ limit: PAGE, cursor });
    for (const { poolId, scaling } of items) {
      await growPool(ports, poolId, scaling).catch((error: unknown) => refused(ports, poolId, error));
    }
    cursor = nextCursor;
    if (!cursor) return;
  }
}

const refused = ({ note }: ScalePorts, poolId: string, error: unknown): void =>
  note('a pool could not grow', { poolId, reason: error instanceof Error ? error.message : 'unknown' });

async function finishWhatWasCutOff(ports: ScalePorts): Promise<void> {
  const { items } = await ports.stock.list('buying', { limit: PAGE });
  for (const buying of items.filter(({ sinceMs }) => ports.clock.nowMs() - sinceMs > CUT_OFF_MS)) {
    await finishBuying(ports, buying).catch((error: unknown) =>
      ports.note('a number could not be bought', { reason: error instanceof Error ? error.message : 'unknown' }),
    );
  }
}

/** @returns how many numbers it got */
async function growPool(ports: ScalePorts, poolId: string, scaling: Scaling): Promise<number> {
  const nowMs = ports.clock.nowMs();
  const health = weighPool(await lookAtPool(ports.census, poolId, nowMs), nowMs);
  const wanted = Math.min(health.recommendedNumbers, scaling.maxNumbers) - health.numbers;
  if (wanted <= 0) return 0;
  const count = Math.min(wanted, MAX_NUMBERS_A_ROUND);
  let grown = 0;
  for await (const { number } of sources(ports, scaling, count)) {
    await placeNumber(ports, number, poolId);
    grown += 1;
    if (grown >= count) break;
  }
  ports.note('a pool grew', { poolId, grown, wanted, held: health.held });
  return grown;
}

/** First what we have, then what the carrier sells. */
async function* sources(ports: ScalePorts, scaling: Scaling, count: number): AsyncGenerator<StockNumber> {
  for (const state of ['idle', 'resting'] as const) {
    const { items } = await ports.stock.list(state, { limit: PAGE });
    yield* items.filter((each) => fits(each, scaling) && isRested(each, ports.clock.nowMs()));
  }
  const { carrier, country, areaCode } = scaling;
  for (const { number } of await ports.shops[carrier].search({ country, areaCode, limit: count })) {
    const bought = await buyNumber(ports, carrier, number).catch((error: unknown) => {
      ports.note('a number could not be bought', { reason: error instanceof Error ? error.message : 'unknown' });
      return undefined;
    });
    if (bought) yield bought;
  }
}

/** Area codes are North America's: elsewhere a pool's own rule about country and length decides (add-numbers.ts). */
const fits = ({ number, carrier }: StockNumber, scaling: Scaling): boolean =>
  carrier === scaling.carrier && (scaling.areaCode === undefined || number.startsWith(`+1${scaling.areaCode}`));
