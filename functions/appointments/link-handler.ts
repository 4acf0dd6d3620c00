import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { BookingLinks } from '../../shared/appointments/booking-links.ts';
import { type ShowPorts, type Standpoint, standpointOf } from '../../shared/appointments/show-appointment.ts';
import { notFound, Problem } from '../../shared/kernel/problem.ts';
import { type HttpHandler, httpStack } from '../../shared/platform/http/http-stack.ts';
import type { Log } from '../../shared/platform/log.ts';

export interface LinkDeps extends ShowPorts {
  readonly log: Log;
  readonly links: BookingLinks;
}

/** Nothing of a link may be kept or travel on. */
const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

/** What an attendee asks by its link, which is its own permission: signed, for one meeting. */
export function linkHandler(
  deps: LinkDeps,
  run: (
    standpoint: Standpoint,
    event: APIGatewayProxyEventV2,
  ) => Promise<{ readonly type: string; readonly body: string }>,
): HttpHandler {
  return httpStack(deps.log, async (event): Promise<APIGatewayProxyStructuredResultV2> => {
    const outcomeId = await deps.links.read(event.pathParameters?.token ?? '', deps.clock.nowMs());
    if (outcomeId === undefined) throw new Problem('forbidden', 'this link was not made here, or is over');
    const stored = await deps.appointments.find(outcomeId);
    if (!stored) throw notFound('the meeting');
    const { type, body } = await run(await standpointOf(deps, stored), event);
    return { statusCode: 200, headers: { ...PRIVATE, 'content-type': type }, body };
  });
}
