import type { EpochMs } from '../kernel/time.ts';

/** At high rates the free numbers of one page serve several visits; older than this, others have likely taken them. */
const KEEP_MS = 2_000;
/** After a search round the whole pool found nothing, visits of the next second go straight to the fallback. */
const EMPTY_MS = 1_000;
const MAX_POOLS = 200;
/** So many visits of one pool within so long: a wide page is used up well before it is too old. */
const RUSH_VISITS = 4;
const RUSH_MS = 400;

interface Remembered<C> {
  readonly candidates: C[];
  readonly readAtMs: EpochMs;
}

/** What a warm container remembers of the pools it searched. A hint only: a conditional write decides every claim. */
export class CandidateCache<C> {
  readonly #pools = new Map<string, Remembered<C>>();
  readonly #empty = new Map<string, EpochMs>();
  readonly #served = new Map<string, EpochMs[]>();

  /** A visit of this pool got its number: noted then and not before, so that visits at once don't all read the same page. */
  noteServed(poolId: string, nowMs: EpochMs): void {
    if (this.#served.size >= MAX_POOLS) this.#served.clear();
    this.#served.set(poolId, [...(this.#served.get(poolId) ?? []), nowMs].slice(-RUSH_VISITS));
  }

  /** True while visits of this pool come so fast that many candidates at once pay off. */
  isRush(poolId: string, nowMs: EpochMs): boolean {
    const served = this.#served.get(poolId) ?? [];
    return served.length === RUSH_VISITS && nowMs - (served[0] as EpochMs) <= RUSH_MS;
  }

  /** The next remembered candidate, taken out, so that no two visits of this container try the same one. */
  next(poolId: string, nowMs: EpochMs): C | undefined {
    const remembered = this.#pools.get(poolId);
    if (!remembered || nowMs - remembered.readAtMs > KEEP_MS) return undefined;
    return remembered.candidates.shift();
  }

  remember(poolId: string, candidates: readonly C[], nowMs: EpochMs): void {
    if (this.#pools.size >= MAX_POOLS) this.#pools.clear();
    this.#pools.set(poolId, { candidates: [...candidates], readAtMs: nowMs });
  }

  rememberEmpty(poolId: string, nowMs: EpochMs): void {
    if (this.#empty.size >= MAX_POOLS) this.#empty.clear();
    this.#empty.set(poolId, nowMs + EMPTY_MS);
  }

  isEmpty(poolId: string, nowMs: EpochMs): boolean {
    return (this.#empty.get(poolId) ?? 0) > nowMs;
  }
}
