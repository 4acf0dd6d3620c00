import type { Plan } from '../../shared/calls/routing/plan/model.ts';
import type { AtVersion } from '../../shared/platform/change-from.ts';
import { tagged } from '../../shared/platform/http/api.ts';

/** A plan as its owner sees it, with its version as `etag`. */
export const taggedPlan = (offerId: string, { value, version }: AtVersion<Plan>) =>
  tagged({ ...value, offerId, version });
