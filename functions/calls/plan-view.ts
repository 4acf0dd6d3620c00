import type { StandingPlan } from '../../shared/calls/routing/plan/ports.ts';
import { tagged } from '../../shared/platform/http/reply.ts';

/** A plan as its owner sees it, with its version as `etag`. */
export const taggedPlan = (offerId: string, { plan, version }: StandingPlan) => tagged({ ...plan, offerId, version });
