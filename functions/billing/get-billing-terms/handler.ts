import { getBillingTerms } from '../../../shared/billing/contract.ts';
import type { BillingTermsStore } from '../../../shared/billing/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ownOnly, taggedTerms } from '../advertiser-views.ts';

export const getBillingTermsHandler = (deps: ApiDeps & { readonly terms: BillingTermsStore }): HttpHandler =>
  apiHandler(getBillingTerms, deps, async ({ params: { advertiserId }, principal }) => {
    ownOnly(principal, advertiserId);
    const terms = await deps.terms.get(advertiserId);
    if (!terms) throw notFound(`billing terms of ${advertiserId}`);
    return taggedTerms(terms);
  });
