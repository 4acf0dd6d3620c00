import { notFound } from '../kernel/problem.ts';
import type { Viewer } from '../outcomes/viewer.ts';
import type { AppointmentStore, StoredAppointment } from './ports.ts';

/**
 * An appointment of the viewer's own.
 *
 * @throws Problem `not-found` for one that does not exist, or is another's
 */
export async function ownAppointment(
  appointments: Pick<AppointmentStore, 'find'>,
  viewer: Viewer,
  outcomeId: string,
): Promise<StoredAppointment> {
  const found = await appointments.find(outcomeId);
  if (!found || !viewer.owns(found.outcome)) throw notFound(`appointment ${outcomeId}`);
  return found;
}
