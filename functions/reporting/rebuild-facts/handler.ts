import { z } from 'zod';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';
import type { KeepPorts } from '../../../shared/reporting/keep-facts.ts';
import { type OutcomeItems, type Rebuilt, rebuildFacts } from '../../../shared/reporting/rebuild-facts.ts';

/** `{"after": "<next of the call before>"}`, or `{}` to begin; the schedule's own event begins too. */
const request = z.object({ after: z.string().max(4_096).optional() });

/** Named one by one in the log; the counter has all of them. */
const MAX_NAMED = 100;

/** Invoked each night and by hand; a table larger than one call works off is gone on with by `next`. */
export const rebuildHandler =
  (deps: KeepPorts & { readonly items: OutcomeItems; readonly log: Log; readonly count: Count }) =>
  async (event: unknown): Promise<Pick<Rebuilt, 'kept' | 'next'> & { readonly unreadable: number }> => {
    const { kept, unreadable, next } = await rebuildFacts(deps, request.parse(event ?? {}).after);
    deps.log.info('facts rebuilt', { items: kept, unreadable: unreadable.length, isDone: next === undefined });
    if (unreadable.length > 0) deps.count(COUNTERS.factUnreadable, unreadable.length);
    for (const item of unreadable.slice(0, MAX_NAMED)) deps.log.error('not counted: it can not be read', { item });
    return { kept, unreadable: unreadable.length, next };
  };
