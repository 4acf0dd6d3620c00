import type { E164 } from '../../kernel/phone.ts';
import { notFound, Problem } from '../../kernel/problem.ts';
import { type Clock, DAY_MS, toIso } from '../../kernel/time.ts';
import { addPoolNumbers } from '../add-numbers.ts';
import type { NumberStore, PoolNumberStore, PoolStore } from '../ports.ts';
import { isRested, REST_DAYS, type StockNumber } from './model.ts';
import type { PoolPlaces, Shops, StockStore } from './ports.ts';

export interface MovePorts {
  readonly stock: StockStore;
  readonly pools: PoolStore;
  readonly numbers: NumberStore;
  readonly poolNumbers: PoolNumberStore;
  readonly places: PoolPlaces;
  readonly shops: Shops;
  readonly clock: Clock;
}

async function owned({ stock }: Pick<MovePorts, 'stock'>, number: E164): Promise<StockNumber> {
  const standing = await stock.get(number);
  if (!standing || standing.state === 'released') throw notFound('the number');
  return standing;
}

async function change(
  { stock }: Pick<MovePorts, 'stock'>,
  before: StockNumber,
  after: StockNumber,
): Promise<StockNumber> {
  if (await stock.change(before, after)) return after;
  throw changedMeanwhile(before.number);
}

const changedMeanwhile = (number: E164): Problem =>
  new Problem('conflict', `${number} was changed meanwhile: look again`);

/** @throws Problem `conflict` naming when it may move on */
function refuseUnrested(standing: StockNumber, nowMs: number): void {
  if (isRested(standing, nowMs)) return;
  const rest = `rests until ${toIso(standing.sinceMs + REST_DAYS * DAY_MS)}: late calls still belong to its old pool`;
  throw new Problem('conflict', `${standing.number} ${standing.state === 'resting' ? rest : `is ${standing.state}`}`);
}

/**
 * Places an idle or rested number in a pool, where visits find it. Asked again it goes on where it stopped.
 *
 * @throws Problem `not-found`, `conflict` for one that is elsewhere or rests, `invalid` for one that the pool's pages could not show
 */
export async function placeNumber(ports: MovePorts, number: E164, poolId: string): Promise<StockNumber> {
  const standing = await owned(ports, number);
  const isPlacing = standing.state === 'placed' && standing.poolId === poolId;
  if (!isPlacing) refuseUnrested(standing, ports.clock.nowMs());
  if (!(await ports.pools.get(poolId))) throw notFound('the pool');
  // Whose it was goes first: the pool takes no number that is somebody else's.
  if (!isPlacing && standing.poolId !== undefined) await ports.places.clear(standing.poolId, number);
  await addPoolNumbers(ports, poolId, [number]);
  if (isPlacing) return standing;
  const placed: StockNumber = { ...standing, state: 'placed', poolId, sinceMs: ports.clock.nowMs() };
  return (await ports.stock.change(standing, placed)) ? placed : leaveToWinner(ports, number, poolId);
}

/** Somebody else was faster: unless they placed it here too, the pool must not go on showing a number that it was not given. */
async function leaveToWinner(ports: MovePorts, number: E164, poolId: string): Promise<StockNumber> {
  const standing = await ports.stock.get(number);
  const isHere = standing?.poolId === poolId;
  if (isHere && standing.state === 'placed') return standing;
  if (!(isHere && standing.state === 'resting')) await ports.places.clear(poolId, number);
  throw changedMeanwhile(number);
}

/**
 * Takes a number out of its pool to rest.
 *
 * @throws Problem `not-found`, `conflict` for one that is in no pool, or that a visit or a call has
 */
export async function restNumber(ports: MovePorts, number: E164): Promise<StockNumber> {
  const standing = await owned(ports, number);
  if (standing.state === 'resting') return standing;
  const { poolId } = standing;
  if (standing.state !== 'placed' || poolId === undefined) throw new Problem('conflict', `${number} is in no pool`);
  const nowMs = ports.clock.nowMs();
  if ((await ports.places.rest(poolId, number, nowMs)) === 'held') {
    throw new Problem('conflict', `${number} is a visit's or a caller's now: try again when it is free`);
  }
  return change(ports, standing, { ...standing, state: 'resting', sinceMs: nowMs });
}

/**
 * Gives an idle or rested number back to its carrier. Asked again it goes on where it stopped.
 *
 * @throws Problem `not-found`, `conflict` for one that is in a pool or rests, `unavailable` when the carrier does not answer
 */
export async function releaseNumber(ports: MovePorts, number: E164): Promise<StockNumber> {
  const standing = await owned(ports, number);
  const releasing = standing.state === 'releasing' ? standing : await beginRelease(ports, standing);
  const { carrierId } = releasing;
  if (carrierId !== undefined) await ports.shops[releasing.carrier].release(carrierId);
  // Where it is, not where it is said to have been last: placing it may have been cut off in between.
  const known = (await ports.numbers.findAll([number])).get(number);
  if (known?.kind === 'pool') await ports.places.clear(known.poolId, number);
  return change(ports, releasing, { ...releasing, state: 'released', sinceMs: ports.clock.nowMs() });
}

function beginRelease(ports: MovePorts, standing: StockNumber): Promise<StockNumber> {
  const nowMs = ports.clock.nowMs();
  refuseUnrested(standing, nowMs);
  return change(ports, standing, { ...standing, state: 'releasing', sinceMs: nowMs });
}
