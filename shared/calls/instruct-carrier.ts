import type { E164 } from '../kernel/phone.ts';
import { callRecordingRoute, callStatusRoute, carrierPath, finishDialRoute } from './contract.ts';
import { type CarrierName, MAX_TALK_SECONDS, type Route } from './model.ts';
import type { Instruction } from './ports.ts';
import { isNoticeDue, type Notice } from './recording-notice.ts';

const NOT_IN_SERVICE = 'The number you have called is not in service.';
const RECORDING = 'This call may be recorded.';
const NOBODY = 'We are sorry, nobody can take your call right now. Please try again later.';

export interface Voice {
  /** Our configured public address, without a slash at its end. */
  readonly publicUrl: string;
  /** Off unless the network turns it on. */
  readonly record: boolean;
  /** When a recorded caller is told so first; by the stricter law of both ends when absent. */
  readonly notice?: Notice;
}

export const refuseUnknown: readonly Instruction[] = [{ verb: 'say', text: NOT_IN_SERVICE }, { verb: 'hangup' }];

export const sayNobody: readonly Instruction[] = [{ verb: 'say', text: NOBODY }, { verb: 'hangup' }];

export const hangUp: readonly Instruction[] = [{ verb: 'hangup' }];

/**
 * Dials where the route leads. A withheld caller is shown as our number, since networks refuse calls from nobody; every
 * other caller is shown as who it is. After a dial nothing is known of where the caller is, so that the strict law holds.
 */
export function instructionsOf(
  route: Route,
  number: E164,
  isWithheld: boolean,
  voice: Voice,
  carrier: CarrierName,
  callerRegion?: string,
): readonly Instruction[] {
  if (!route.destination) return sayNobody;
  const attempt = route.kind === 'fallback' ? 'fallback' : 'target';
  const walk = route.kind === 'target' && route.walk ? `&walk=${route.walk}` : '';
  const urlOf = (of: { readonly path: string }) => `${voice.publicUrl}${carrierPath(of, carrier)}`;
  const isTold = voice.record && isNoticeDue(voice.notice ?? 'by-state', callerRegion, route.destination);
  const notice: readonly Instruction[] = isTold ? [{ verb: 'say', text: RECORDING }] : [];
  return [
    ...notice,
    {
      verb: 'dial',
      to: route.destination,
      ringSeconds: route.ringSeconds ?? 30,
      maxTalkSeconds: MAX_TALK_SECONDS,
      actionUrl: `${urlOf(finishDialRoute)}?attempt=${attempt}${walk}`,
      legEventsUrl: urlOf(callStatusRoute),
      ...(isWithheld ? { callerId: number } : {}),
      ...(voice.record ? { recordingUrl: urlOf(callRecordingRoute) } : {}),
    },
  ];
}
