import { openRecordingRoute } from '../../../shared/calls/contract-recordings.ts';
import { openRecording, type RecordingPorts } from '../../../shared/calls/recording-link.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import type { Clock } from '../../../shared/kernel/time.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';

/** A link is its own permission: signed, short-lived, for one recording. */
export const openRecordingHandler = (deps: {
  readonly log: Log;
  readonly ports: RecordingPorts;
  readonly clock: Clock;
}): HttpHandler =>
  httpStack(deps.log, async (event) => {
    const params = openRecordingRoute.params?.safeParse(event.pathParameters);
    if (!params?.success) throw new Problem('forbidden', 'this link was not made here');
    const location = await openRecording(deps.ports, params.data.token, deps.clock.nowMs());
    // The address of the link must not travel on, nor the answer be kept: the link's end is an end.
    return {
      statusCode: openRecordingRoute.status,
      headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    };
  });
