import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { AssignPorts } from '../../../shared/tracking/assign-number.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { renewLease } from '../../../shared/tracking/renew-lease.ts';
import { type TagDeps, tagHandler } from '../tag-handler.ts';

export const renewLeaseHandler = (
  deps: TagDeps & Pick<AssignPorts, 'pools' | 'leases' | 'tokens' | 'clock'>,
): HttpHandler =>
  tagHandler(trackingRoutes.renewLease, deps, ({ publisher, body }) =>
    renewLease(deps, { publisherId: publisher.publisherId, token: body.token }),
  );
