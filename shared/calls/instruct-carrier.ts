import type { E164 } from '../kernel/phone.ts';
import { callRecordingRoute, callStatusRoute, carrierPath, finishDialRoute } from './contract.ts';
import { type CarrierName, MAX_TALK_SECONDS, type Planned, type Route } from './model.ts';
import type { Instruction } from './ports.ts';
import { isNoticeDue, type Notice } from './recording-notice.ts';
import type { Walk } from './routing/plan/walk.ts';
import { heardOn, questionOf } from './speak-plan.ts';

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

/** The caller's line. */
export interface CallerLine {
  readonly carrier: CarrierName;
  /** The number that was called: ours. */
  readonly number: E164;
  readonly isWithheld: boolean;
  /** ISO 3166; after a dial nothing is known of where the caller is, so that the strict law holds. */
  readonly region?: string | undefined;
}

export const refuseUnknown: readonly Instruction[] = [{ verb: 'say', text: NOT_IN_SERVICE }, { verb: 'hangup' }];

export const sayNobody: readonly Instruction[] = [{ verb: 'say', text: NOBODY }, { verb: 'hangup' }];

export const hangUp: readonly Instruction[] = [{ verb: 'hangup' }];

/** What a plan says, and then its question, its goodbye, or the dial. */
export function instructionsOf(
  route: Route,
  walk: Walk | undefined,
  line: CallerLine,
  voice: Voice,
): readonly Instruction[] {
  if (!walk) return dialOf(route, line, voice);
  const heard = heardOn(walk);
  if (route.kind === 'asking' && walk.stop.kind === 'ask') {
    return [...heard, questionOf(walk, walk.stop, voice, line.carrier)];
  }
  return [...heard, ...(walk.stop.kind === 'refuse' ? hangUp : dialOf(route, line, voice))];
}

/**
 * Dials where the route leads. A withheld caller is shown as our number, since networks refuse calls from nobody; every
 * other caller is shown as who it is.
 */
export function dialOf(route: Route, line: CallerLine, voice: Voice): readonly Instruction[] {
  if (!route.destination) return sayNobody;
  const { plan = {} } = route;
  const urlOf = (of: { readonly path: string }) => `${voice.publicUrl}${carrierPath(of, line.carrier)}`;
  // A plan that records has told the caller in its own words.
  const isTold =
    voice.record && !plan.record && isNoticeDue(voice.notice ?? 'by-state', line.region, route.destination);
  const notice: readonly Instruction[] = isTold ? [{ verb: 'say', text: RECORDING }] : [];
  return [
    ...notice,
    {
      verb: 'dial',
      to: route.destination,
      ringSeconds: route.ringSeconds ?? 30,
      maxTalkSeconds: MAX_TALK_SECONDS,
      actionUrl: `${urlOf(finishDialRoute)}?${attemptIn(route, plan)}`,
      legEventsUrl: urlOf(callStatusRoute),
      ...(line.isWithheld ? { callerId: line.number } : {}),
      ...(voice.record || plan.record ? { recordingUrl: urlOf(callRecordingRoute) } : {}),
    },
  ];
}

/** Which dial it is, and what must be known after it without a read: the carrier signs it with the rest of the address. */
const attemptIn = ({ kind, walk }: Route, { houseId, record }: Planned): string =>
  [
    `attempt=${kind === 'fallback' ? 'fallback' : 'target'}`,
    ...(kind === 'target' && walk ? [`walk=${walk}`] : []),
    ...(houseId === undefined ? [] : [`house=${houseId}`]),
    ...(record ? ['record=1'] : []),
  ].join('&');
