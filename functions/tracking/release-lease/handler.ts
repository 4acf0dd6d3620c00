import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { AssignPorts } from '../../../shared/tracking/assign-number.ts';
import { trackingRoutes } from '../../../shared/tracking/contract.ts';
import { releaseLease } from '../../../shared/tracking/release-lease.ts';
import { type TagDeps, tagHandler } from '../tag-handler.ts';

export const releaseLeaseHandler = (deps: TagDeps & Pick<AssignPorts, 'leases' | 'tokens' | 'clock'>): HttpHandler =>
  tagHandler(trackingRoutes.releaseLease, deps, async ({ publisher, body }) => {
    await releaseLease(deps, { publisherId: publisher.publisherId, token: body.token });
    return undefined;
  });
