import { failurePage } from '../../../shared/platform/http/failure-page.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { openUnsubscribe } from '../../../shared/reporting/contract/schedules.ts';
import { type FindPorts, findSubscription } from '../../../shared/reporting/scheduled/leave-schedule.ts';
import { askPage, leftPage } from '../../../shared/reporting/scheduled/way-out-page.ts';
import { wayOutAnswer } from '../way-out-answer.ts';

/** Shows a button, and changes nothing: it may not even write. */
export function openHandler(deps: FindPorts & { readonly log: Log }): HttpHandler {
  const handler = httpStack(
    deps.log,
    async ({ pathParameters }) => {
      const { standing } = await findSubscription(deps, pathParameters?.link ?? '');
      return wayOutAnswer(standing ? askPage(standing.schedule) : leftPage());
    },
    failurePage,
  );
  return Object.assign(handler, { operationId: openUnsubscribe.operationId });
}
