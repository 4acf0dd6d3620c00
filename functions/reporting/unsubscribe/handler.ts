import type { UserStore } from '../../../shared/catalog/ports.ts';
import { type AuditIntent, type AuditTrail, recorded } from '../../../shared/platform/http/audit.ts';
import { failurePage } from '../../../shared/platform/http/failure-page.ts';
import { type HttpHandler, httpStack } from '../../../shared/platform/http/http-stack.ts';
import { requestIdOf } from '../../../shared/platform/http/request-id.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { createReportSchedule, unsubscribe } from '../../../shared/reporting/contract/schedules.ts';
import {
  findSubscription,
  type LeavePorts,
  leaveSchedule,
} from '../../../shared/reporting/scheduled/leave-schedule.ts';
import { readerOf } from '../../../shared/reporting/scheduled/manage-schedules.ts';
import type { Subscription } from '../../../shared/reporting/scheduled/model.ts';
import { leftPage } from '../../../shared/reporting/scheduled/way-out-page.ts';
import { wayOutAnswer } from '../way-out-answer.ts';

export interface UnsubscribeDeps extends LeavePorts {
  readonly log: Log;
  readonly audit: AuditTrail;
  readonly users: Pick<UserStore, 'get'>;
}

/** As the recipient's own change; somebody who is no user any more is known by their id and whom they worked for. */
async function changeBy(
  users: UnsubscribeDeps['users'],
  { owner, scheduleId, readerId }: Subscription,
  requestId: string,
): Promise<Omit<AuditIntent, 'auditId' | 'atMs'>> {
  const { role, subjectId } = (await users.get(readerId)) ?? readerOf(owner);
  return {
    ...{ operationId: unsubscribe.operationId, actor: subjectId, keyId: readerId, role, requestId },
    ...{
      resource: `${createReportSchedule.path}/${scheduleId}`,
      object: { what: 'ReportSchedule', id: scheduleId },
      ids: { scheduleId },
    },
  };
}

/** The link is its own permission. Who is off already has nothing changed, and nothing recorded. */
export function unsubscribeHandler(deps: UnsubscribeDeps): HttpHandler {
  const handler = httpStack(
    deps.log,
    async (event) => {
      const link = event.pathParameters?.link ?? '';
      const { standing, ...subscription } = await findSubscription(deps, link);
      if (standing) {
        const described = await changeBy(deps.users, subscription, requestIdOf(event));
        await recorded(
          deps,
          described,
          () => leaveSchedule(deps, link),
          () => ({ result: 'done' }),
        );
      }
      return wayOutAnswer(leftPage());
    },
    failurePage,
  );
  return Object.assign(handler, { operationId: unsubscribe.operationId });
}
