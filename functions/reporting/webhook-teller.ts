import { deterministicId } from '../../shared/kernel/ids.ts';
import { toIso } from '../../shared/kernel/time.ts';
import type { ReportTeller } from '../../shared/reporting/scheduled/ports.ts';
import { type PublishPorts, publishEvents } from '../../shared/webhooks/publish-events.ts';

/** Tells by `report.ready`. The event's id follows from schedule and period, so that telling twice is telling once. */
export const webhookTeller = (ports: PublishPorts): ReportTeller => ({
  async tell({ schedule, from, to, atMs, htmlUrl, textUrl, expiresAtMs }) {
    const { scheduleId, name, owner } = schedule;
    const data = { scheduleId, name, from, to, htmlUrl, textUrl, expiresAt: toIso(expiresAtMs) };
    const eventId = deterministicId('evt', 'report.ready', scheduleId, from);
    await publishEvents(ports, [{ owner, eventId, type: 'report.ready', objectId: scheduleId, atMs, data }]);
  },
});
