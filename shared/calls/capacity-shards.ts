import { sha256Hex } from '../kernel/ids.ts';
import type { Promised } from './ports.ts';

/**
 * A target that takes many calls at once keeps its places in several items, each with a part of every limit (ADR 0031). The
 * parts add up to the whole, so what none of them exceeds is not exceeded.
 */

/** Names the items of a target: the first is the target's own, so that one may grow into several. */
export const shardId = (targetId: string, index: number): string => (index === 0 ? targetId : `${targetId}~${index}`);

export const shardIds = ({ targetId, shards = 1 }: Pick<Promised, 'targetId' | 'shards'>): readonly string[] =>
  Array.from({ length: shards }, (_, index) => shardId(targetId, index));

/** Where a call asks first: spread evenly, and the same whoever asks for it. */
export const homeShard = (outcomeId: string, shards: number): number =>
  Number.parseInt(sha256Hex(outcomeId).slice(-8), 16) % shards;

/** The first few of the parts are one larger where a limit can't be divided. */
const part = (whole: number, index: number, shards: number): number =>
  Math.floor(whole / shards) + (index < whole % shards ? 1 : 0);

const partMinor = (wholeMinor: bigint, index: number, shards: number): bigint =>
  wholeMinor / BigInt(shards) + (BigInt(index) < wholeMinor % BigInt(shards) ? 1n : 0n);

/** What one item of a target promises; undefined where a limit is too small to have a part of it there. */
export function shardOf(target: Promised, index: number): Promised | undefined {
  const { targetId, maxConcurrent, dailyCap, rules, shards = 1 } = target;
  const partOf = (whole: number): number => part(whole, index, shards);
  const caps = rules?.caps?.map(({ calls, amountMinor, ...cap }) => ({
    ...cap,
    ...(calls !== undefined && { calls: partOf(calls) }),
    ...(amountMinor !== undefined && { amountMinor: partMinor(amountMinor, index, shards) }),
  }));
  const shard: Promised = {
    targetId: shardId(targetId, index),
    ...(maxConcurrent !== undefined && { maxConcurrent: partOf(maxConcurrent) }),
    ...(dailyCap !== undefined && { dailyCap: partOf(dailyCap) }),
    rules: {
      ...rules,
      ...(caps && { caps }),
      ...(rules?.hourlyConcurrent && {
        hourlyConcurrent: { ...rules.hourlyConcurrent, most: rules.hourlyConcurrent.most.map(partOf) },
      }),
    },
  };
  const isEmpty =
    shard.maxConcurrent === 0 ||
    shard.dailyCap === 0 ||
    caps?.some(({ calls, amountMinor }) => calls === 0 || amountMinor === 0n);
  return isEmpty ? undefined : shard;
}
