import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';
import { type SendPorts, sendReports } from '../../../shared/reporting/scheduled/send-reports.ts';

/** Each hour. It fails after all others were sent where one was not, so that an alarm tells of it; the repeat sends that one alone. */
export const sendHandler =
  (deps: SendPorts & { readonly log: Log; readonly count: Count }) => async (): Promise<void> => {
    const { sent, failed, unmailed } = await sendReports(deps);
    if (sent > 0) deps.log.info('reports sent', { sent });
    for (const { reason, isRefused: _refused, ...which } of unmailed)
      deps.log.warn(`report not mailed: ${reason}`, which);
    for (const { isRefused, recipients } of unmailed) if (isRefused) deps.count(COUNTERS.mailRefused, recipients);
    for (const failure of failed) deps.log.error('report not sent', failure);
    if (failed.length > 0) throw new Error(`${failed.length} scheduled reports were not sent`);
  };
