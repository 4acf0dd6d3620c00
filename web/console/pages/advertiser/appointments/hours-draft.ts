import type { Schema } from '../../../../client/client.ts';
import { usualHours } from '../../../ui/hours-field.tsx';

export type Availability = Schema<'Availability'>;

export interface HoursDraft extends Required<Omit<Availability, 'version'>> {
  /** Which version it takes the place of; 0 where there is none. */
  readonly from: number;
}

/** As it stands when the form opens: what others change meanwhile is read anew behind it, and must not be undone. */
export function draftOf(now: Availability | undefined): HoursDraft {
  const { version = 0, ...standing } = now ?? { hours: usualHours(), slotMinutes: 30 };
  const usual = { bufferMinutes: 0, capacity: 1, noticeMinutes: 60, horizonDays: 30, closedDays: [], joinUrl: '' };
  return { ...usual, ...standing, from: version };
}

/** What the API takes of a draft. */
export const availabilityOf = ({ from: _, joinUrl, ...rest }: HoursDraft): Schema<'NewAvailability'> => ({
  ...rest,
  ...(joinUrl.trim() && { joinUrl: joinUrl.trim() }),
});
