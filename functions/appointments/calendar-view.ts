import type { Calendar } from '../../shared/appointments/calendars/ports.ts';
import { toIso } from '../../shared/kernel/time.ts';

export const showCalendar = (publicUrl: string, { createdAtMs, advertiserId: _owner, ...rest }: Calendar) => ({
  ...rest,
  webhookUrl: `${publicUrl.replace(/\/$/, '')}/calendars/${rest.calendarId}/events`,
  createdAt: toIso(createdAtMs),
});
