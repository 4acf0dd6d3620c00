import { type BookedEntry, changeOf } from '../../shared/billing/model.ts';
import type { BillingTerms } from '../../shared/billing/terms.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { toIso } from '../../shared/kernel/time.ts';
import { account } from '../../shared/ledger/model.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { tagged } from '../../shared/platform/http/reply.ts';

/** @throws Problem `not-found` for an advertiser that asks for another's: a foreign account looks like none */
export function ownOnly({ role, subjectId }: Principal, advertiserId: string): void {
  if (role === 'advertiser' && subjectId !== advertiserId) throw notFound(`advertiser ${advertiserId}`);
}

/** An entry as its advertiser sees it: their own side of it. */
export function viewAccountEntry(entry: BookedEntry, advertiserId: string) {
  const [change] = changeOf(entry, account.receivable(advertiserId));
  const { entryId, kind, bookedAtMs, reason, outcomeId, offerId, reverses } = entry;
  const [currency, amountMinor] = change ?? ['', 0n];
  return { entryId, kind, bookedAt: toIso(bookedAtMs), reason, outcomeId, offerId, reverses, amountMinor, currency };
}

const viewTerms = ({ changedAtMs, addressLines, version, ...terms }: BillingTerms) => ({
  ...terms,
  addressLines: [...addressLines],
  changedAt: toIso(changedAtMs),
  version: countedVersion({ version }),
});

/** With their version as `etag`. */
export const taggedTerms = (terms: BillingTerms) => tagged(viewTerms(terms));
