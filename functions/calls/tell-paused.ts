import type { TellPaused } from '../../shared/calls/ports.ts';
import { targetEvents } from '../../shared/webhooks/derive/target-events.ts';
import type { Tell } from '../webhooks/tell.ts';

/** A caller waits for the next target: what can't be told is said in the log, and the call goes on. */
export const tellPausedBy =
  (tell: Tell): TellPaused =>
  (paused) =>
    tell(targetEvents(paused), 'a paused target');
