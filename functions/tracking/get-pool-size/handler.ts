import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { fallbackShare, numbersForFallback, numbersForTail } from '../../../shared/tracking/pool-size.ts';

export const getPoolSizeHandler = (deps: ApiDeps): HttpHandler =>
  apiHandler(trackingRoutes.getPoolSize, deps, async ({ query: { visits, shortage } }) => {
    const recommendedNumbers = numbersForTail(visits, shortage);
    return {
      visits,
      shortage,
      recommendedNumbers,
      fallbackNumbers: numbersForFallback(visits, shortage),
      fallbackShare: fallbackShare(visits, recommendedNumbers),
    };
  });
