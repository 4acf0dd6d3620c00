import { setBillingTerms } from '../../../shared/billing/contract.ts';
import { type CreditPorts, followCredit } from '../../../shared/billing/follow-credit.ts';
import type { BillingTermsStore } from '../../../shared/billing/ports.ts';
import type { AdvertiserStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { viewTerms } from '../advertiser-views.ts';

interface TermsDeps extends ApiDeps, Omit<CreditPorts, 'terms'> {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly terms: BillingTermsStore;
  readonly clock: Clock;
}

export const setBillingTermsHandler = (deps: TermsDeps): HttpHandler =>
  apiHandler(setBillingTerms, deps, async ({ params: { advertiserId }, body }) => {
    if (!(await deps.advertisers.get(advertiserId))) throw notFound(`advertiser ${advertiserId}`);
    const terms = { advertiserId, ...body, changedAtMs: deps.clock.nowMs() };
    await deps.terms.set(terms);
    await followCredit(deps, advertiserId);
    return viewTerms(terms);
  });
