import { requestPayoutRun } from '../../../shared/payouts/contract.ts';
import { assertPublishers, requestRun } from '../../../shared/payouts/open-run.ts';
import type { PublisherDirectory } from '../../../shared/payouts/ports.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const requestPayoutRunHandler = (
  deps: PayoutsApi & { readonly directory: Pick<PublisherDirectory, 'payoutTerms'> },
): HttpHandler =>
  apiHandler(requestPayoutRun, deps, async ({ body, principal }) => {
    const { toDay, publisherIds } = body;
    await assertPublishers(deps.directory, publisherIds ?? []);
    return viewRun(await requestRun(deps, toDay, actorOf(principal), publisherIds));
  });
