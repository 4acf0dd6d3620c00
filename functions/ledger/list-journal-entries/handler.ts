import { toIso } from '../../../shared/kernel/time.ts';
import { listJournalEntries, viewEntry } from '../../../shared/ledger/contract.ts';
import type { EntryList } from '../../../shared/ledger/dynamo-entry-list.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const listJournalEntriesHandler = (deps: ApiDeps & { readonly entries: EntryList }): HttpHandler =>
  apiHandler(listJournalEntries, deps, async ({ query }) => {
    const { publisherId, fromDay, toDay } = query;
    const days = fromDay !== undefined && toDay !== undefined ? { fromDay, toDay } : undefined;
    const page = await deps.entries.ofPublisher(publisherId, query, days);
    return { ...page, items: page.items.map((entry) => viewEntry(entry, toIso)) };
  });
