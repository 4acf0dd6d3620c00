import type { Clock } from '../kernel/time.ts';

/** DESIGN of the catalog: each container may see a change up to 30 s late. */
export const CATALOG_CACHE_MS = 30_000;

/** Entries kept at most; the oldest goes first. Keeps a container's memory bounded whatever callers ask for. */
const MAX_ENTRIES = 5_000;

/** A lookup remembered for a while, `undefined` answers included, concurrent askers sharing one request. */
export function cached<V>(
  lookup: (key: string) => Promise<V>,
  clock: Clock,
  ttlMs: number = CATALOG_CACHE_MS,
): (key: string) => Promise<V> {
  const entries = new Map<string, { readonly value: Promise<V>; readonly untilMs: number }>();
  return (key) => {
    const hit = entries.get(key);
    if (hit && hit.untilMs > clock.nowMs()) return hit.value;
    const value = lookup(key);
    entries.delete(key);
    entries.set(key, { value, untilMs: clock.nowMs() + ttlMs });
    value.catch(() => entries.delete(key));
    if (entries.size > MAX_ENTRIES) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    return value;
  };
}
