import { getRecordingRoute } from '../../../shared/calls/contract-recordings.ts';
import { linkRecordings, type RecordingPorts } from '../../../shared/calls/recording-link.ts';
import { type Clock, toIso } from '../../../shared/kernel/time.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

/** The sound itself never passes through here: a link is all that is given. */
export const getRecordingHandler = (
  deps: ApiDeps & { readonly ports: RecordingPorts; readonly clock: Clock },
): HttpHandler =>
  apiHandler(getRecordingRoute, deps, async ({ principal, params }) => {
    const links = await linkRecordings(deps.ports, viewerOf(principal), params.outcomeId, deps.clock.nowMs());
    return { recordings: links.map(({ expiresAtMs, ...link }) => ({ ...link, expiresAt: toIso(expiresAtMs) })) };
  });
