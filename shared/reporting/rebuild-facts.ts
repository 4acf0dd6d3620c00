import pMap from 'p-map';
import { type KeepPorts, keepFact } from './keep-facts.ts';

/** A page of the outcomes as they stand, and where the next one begins. */
export interface OutcomeItems {
  page(after: string | undefined): Promise<{
    readonly items: readonly Record<string, unknown>[];
    readonly next: string | undefined;
  }>;
}

/** Pages that one call works off: what is left is begun where it stopped. */
const MAX_PAGES = 400;
const CONCURRENCY = 10;

/**
 * Keeps every fact anew from the outcomes themselves, as when a counter was lost or a new dimension came. What is there already is
 * written again, the same: a rebuild beside the stream changes nothing.
 *
 * @returns where to go on; undefined at the end
 */
export async function rebuildFacts(
  ports: KeepPorts & { readonly items: OutcomeItems },
  after?: string,
): Promise<{ readonly kept: number; readonly next: string | undefined }> {
  let next = after;
  let kept = 0;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await ports.items.page(next);
    await pMap(page.items, (item) => keepFact(ports, item), { concurrency: CONCURRENCY });
    kept += page.items.length;
    next = page.next;
    if (next === undefined) break;
  }
  return { kept, next };
}
