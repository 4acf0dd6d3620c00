import pMap from 'p-map';
import { ZodError } from 'zod';
import { type KeepPorts, keepFact } from './keep-facts.ts';

/** A page of the outcomes as they stand, and where the next one begins. */
export interface OutcomeItems {
  page(after: string | undefined): Promise<{
    readonly items: readonly Record<string, unknown>[];
    readonly next: string | undefined;
  }>;
}

export interface Rebuilt {
  readonly kept: number;
  /** Keys of items that should be counted and can't be read. */
  readonly unreadable: readonly string[];
  /** Where to go on; undefined at the end. */
  readonly next: string | undefined;
}

/** Pages that one call works off: what is left is begun where it stopped. */
const MAX_PAGES = 400;
const CONCURRENCY = 10;

/**
 * Keeps every fact anew from the outcomes themselves, as when a counter was lost or a new dimension came. What is there already is
 * written again, the same: a rebuild beside the stream changes nothing. An item that can't be read holds up no other.
 */
export async function rebuildFacts(
  ports: KeepPorts & { readonly items: OutcomeItems },
  after?: string,
  maxPages = MAX_PAGES,
): Promise<Rebuilt> {
  const unreadable: string[] = [];
  let next = after;
  let kept = 0;
  const keep = async (item: Record<string, unknown>): Promise<void> => {
    try {
      await keepFact(ports, item);
      kept += 1;
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      unreadable.push(`${item.pk} ${item.sk}`);
    }
  };
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await ports.items.page(next);
    await pMap(page.items, keep, { concurrency: CONCURRENCY });
    next = page.next;
    if (next === undefined) break;
  }
  return { kept, unreadable: unreadable.sort(), next };
}
