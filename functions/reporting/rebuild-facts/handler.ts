import { z } from 'zod';
import type { Log } from '../../../shared/platform/log.ts';
import type { KeepPorts } from '../../../shared/reporting/keep-facts.ts';
import { type OutcomeItems, rebuildFacts } from '../../../shared/reporting/rebuild-facts.ts';

/** `{"after": "<next of the call before>"}`, or `{}` to begin; the schedule's own event begins too. */
const request = z.object({ after: z.string().max(4_096).optional() });

/** Invoked each night and by hand; a table larger than one call works off is gone on with by `next`. */
export const rebuildHandler =
  (deps: KeepPorts & { readonly items: OutcomeItems; readonly log: Log }) =>
  async (event: unknown): Promise<{ readonly kept: number; readonly next: string | undefined }> => {
    const done = await rebuildFacts(deps, request.parse(event ?? {}).after);
    deps.log.info('facts rebuilt', { items: done.kept, isDone: done.next === undefined });
    return done;
  };
