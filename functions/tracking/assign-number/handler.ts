import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type AssignPorts, assignNumber } from '../../../shared/tracking/assign-number.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { type TagDeps, tagHandler } from '../tag-handler.ts';

export const assignNumberHandler = (deps: TagDeps & AssignPorts): HttpHandler =>
  tagHandler(trackingRoutes.assignNumber, deps, ({ publisher, body, sourceIp, userAgent }) =>
    assignNumber(deps, {
      publisherId: publisher.publisherId,
      publishedNumber: body.number,
      page: body.page,
      visitor: `${sourceIp} ${userAgent}`,
      token: body.token,
    }),
  );
