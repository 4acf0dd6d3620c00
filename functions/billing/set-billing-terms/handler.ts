import { setBillingTerms } from '../../../shared/billing/contract.ts';
import { type CreditPorts, followCredit } from '../../../shared/billing/follow-credit.ts';
import type { BillingTermsStore } from '../../../shared/billing/ports.ts';
import type { BillingTerms } from '../../../shared/billing/terms.ts';
import type { AdvertiserStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { changeFrom, countedVersion, type Versioned } from '../../../shared/platform/change-from.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { taggedTerms } from '../advertiser-views.ts';

interface TermsDeps extends ApiDeps, Omit<CreditPorts, 'terms'> {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly terms: BillingTermsStore;
  readonly clock: Clock;
}

export const setBillingTermsHandler = (deps: TermsDeps): HttpHandler =>
  apiHandler(setBillingTerms, deps, async ({ params: { advertiserId }, body, event }) => {
    if (!(await deps.advertisers.get(advertiserId))) throw notFound(`advertiser ${advertiserId}`);
    const place: Versioned<BillingTerms> = {
      read: () => deps.terms.get(advertiserId),
      versionOf: countedVersion,
      async write(_before, version) {
        const terms = { advertiserId, ...body, changedAtMs: deps.clock.nowMs(), version: version + 1 };
        return (await deps.terms.set(terms, version)) === 'stale' ? 'stale' : terms;
      },
    };
    const terms = await changeFrom(place, seenVersion(event));
    await followCredit(deps, advertiserId);
    return taggedTerms(terms);
  });
