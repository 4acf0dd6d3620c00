import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { addPoolNumbers } from '../../../shared/tracking/add-numbers.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';

export const addPoolNumbersHandler = (deps: ApiDeps & Parameters<typeof addPoolNumbers>[0]): HttpHandler =>
  apiHandler(trackingRoutes.addPoolNumbers, deps, ({ params, body }) =>
    addPoolNumbers(deps, params.poolId, body.numbers),
  );
