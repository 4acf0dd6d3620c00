import { type WakeDuePorts, wakeDue } from '../../../shared/appointments/wake-due.ts';
import type { Log } from '../../../shared/platform/log.ts';

/** Those whose time has come go to the queue; what fails now is tried again next time. */
export const wakeHandler = (deps: WakeDuePorts & { readonly log: Log }) => async (): Promise<void> => {
  const woken = await wakeDue(deps);
  if (woken > 0) deps.log.info('appointments woken', { woken });
};
