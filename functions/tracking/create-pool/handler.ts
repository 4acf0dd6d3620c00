import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { createPool, type SetupPorts } from '../../../shared/tracking/create-pool.ts';
import { poolAnswer } from '../answers.ts';

export const createPoolHandler = (deps: ApiDeps & SetupPorts): HttpHandler =>
  apiHandler(trackingRoutes.createPool, deps, async ({ body, ids }) => poolAnswer(await createPool(deps, ids, body)));
