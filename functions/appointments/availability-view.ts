import type { StandingAvailability } from '../../shared/appointments/availability.ts';
import { ApiReply } from '../../shared/platform/http/api.ts';
import { etagOf } from '../../shared/platform/http/if-match.ts';

/** With its version as `etag`. */
export const taggedAvailability = (standing: StandingAvailability) =>
  new ApiReply(standing, { etag: etagOf(standing.version) });
