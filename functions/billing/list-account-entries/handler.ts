import { listAccountEntries } from '../../../shared/billing/contract.ts';
import type { BookReader } from '../../../shared/billing/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ownOnly, viewAccountEntry } from '../advertiser-views.ts';

export const listAccountEntriesHandler = (
  deps: ApiDeps & { readonly book: Pick<BookReader, 'listOfAdvertiser'> },
): HttpHandler =>
  apiHandler(listAccountEntries, deps, async ({ params: { advertiserId }, query, principal }) => {
    ownOnly(principal, advertiserId);
    const page = await deps.book.listOfAdvertiser(advertiserId, query);
    return { ...page, items: page.items.map((entry) => viewAccountEntry(entry, advertiserId)) };
  });
