import { z } from 'zod';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type Rebuilt, rebuildFacts } from '../../../shared/reporting/rebuild-facts.ts';
import { type NightlyPorts, rebuildNightly } from '../../../shared/reporting/rebuild-nightly.ts';

/** The schedule's own event; by hand `{}` to begin, or `{"after": "<next of the call before>"}` to go on. */
const request = z.union([z.object({ time: z.string() }), z.object({ after: z.string().max(4_096).optional() })]);

/** Named one by one in the log; the counter has all of them. */
const MAX_NAMED = 100;

type Answer = Pick<Rebuilt, 'kept' | 'next'> & { readonly unreadable: number };

/**
 * Each hour goes on with the night's round, where one is not done. By hand it begins anew, whatever the night does, and answers where
 * to go on.
 */
export const rebuildHandler =
  (deps: NightlyPorts & { readonly log: Log; readonly count: Count }) =>
  async (event: unknown): Promise<Answer | undefined> => {
    const asked = request.parse(event ?? {});
    const rebuilt = await ('time' in asked ? rebuildNightly(deps) : rebuildFacts(deps, asked.after));
    if (!rebuilt) return undefined;
    const { kept, unreadable, next } = rebuilt;
    deps.log.info('facts rebuilt', { items: kept, unreadable: unreadable.length, isDone: next === undefined });
    if (unreadable.length > 0) deps.count(COUNTERS.factUnreadable, unreadable.length);
    for (const item of unreadable.slice(0, MAX_NAMED)) deps.log.error('not counted: it can not be read', { item });
    return { kept, unreadable: unreadable.length, next };
  };
