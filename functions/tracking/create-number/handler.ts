import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { addStaticNumber, type NumberPorts } from '../../../shared/tracking/add-numbers.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { numberAnswer } from '../answers.ts';

export const createNumberHandler = (deps: ApiDeps & NumberPorts): HttpHandler =>
  apiHandler(trackingRoutes.createNumber, deps, async ({ body }) =>
    numberAnswer(await addStaticNumber(deps, { kind: 'static', ...body })),
  );
