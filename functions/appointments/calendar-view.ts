import type { Calendar } from '../../shared/appointments/calendars/ports.ts';
import { toIso } from '../../shared/kernel/time.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';

export const showCalendar = (publicUrl: string, { createdAtMs, advertiserId: _owner, version, ...rest }: Calendar) => ({
  ...rest,
  webhookUrl: `${publicUrl.replace(/\/$/, '')}/calendars/${rest.calendarId}/events`,
  createdAt: toIso(createdAtMs),
  version: countedVersion({ version }),
});
