import { z } from 'zod';
import { type AuditDeps, auditBooks } from '../../../shared/billing/audit-books.ts';
import { month } from '../../../shared/billing/contract.ts';
import { lastClosedMonth } from '../../../shared/billing/invoice-month.ts';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';

/** What the schedule sends, or an operator who invokes it by hand. */
const wish = z.object({ month: month.optional(), mend: z.boolean().optional() });

/** Holds the books against the ledger, and rings when they differ. */
export const auditBooksHandler =
  (deps: AuditDeps & { readonly log: Log; readonly count: Count }) => async (event: unknown) => {
    const { month: asked, mend } = wish.parse(event);
    const audit = await auditBooks(deps, asked ?? lastClosedMonth(deps.clock.nowMs(), deps.zone), mend);
    const { through, entries, differencesFound } = audit;
    deps.log.info('books audited', { through, entries, differencesFound });
    if (differencesFound > 0) {
      deps.count(COUNTERS.booksDiffer);
      for (const { account, what } of audit.differences) deps.log.error('the books differ', { account, what });
    }
    return { through, entries, differencesFound };
  };
