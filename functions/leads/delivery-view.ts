import type { DeliveryTarget } from '../../shared/leads/delivery/model.ts';
import type { SavedTarget } from '../../shared/leads/delivery/save-target.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';
import { tagged } from '../../shared/platform/http/reply.ts';

const showTarget = ({ advertiserId: _owner, names, fixed, version, ...rest }: DeliveryTarget) => ({
  ...rest,
  ...(names && { names: { ...names } }),
  ...(fixed && { fixed: { ...fixed } }),
  version: countedVersion({ version }),
});

/** With its version as `etag`, and the secret where it was made just now. */
export const taggedDelivery = ({ target, ...shownOnce }: SavedTarget) =>
  tagged({ ...showTarget(target), ...shownOnce });
