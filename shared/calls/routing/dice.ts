/** A number in (0, 1) for each target of a call. */
export type Dice = (targetId: string) => number;

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits. */
function mixIn(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  }
  return hash >>> 0;
}

/** MurmurHash3's last step: spreads neighbouring names over all 32 bits, which FNV alone does not. */
function spread(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * Dice that always fall the same way for the same call, on every container and every retry, and independently for each
 * target, so that a new target takes its share from all the others alike.
 */
export function diceOf(seed: string): Dice {
  const start = spread(mixIn(seed, OFFSET));
  return (targetId) => (spread(mixIn(targetId, start)) + 0.5) / 2 ** 32;
}
