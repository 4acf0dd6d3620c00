import type { Answers } from '../catalog/answers.ts';
import type { Destination } from '../catalog/model.ts';
import type { CallerId, E164 } from '../kernel/phone.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';

/** Carriers whose calls we read; an adapter each (DESIGN section 5). */
export const CARRIERS = [
  'twilio',
  'telnyx',
  'telnyx-call-control',
  'signalwire',
  'plivo',
  'bandwidth',
  'generic',
] as const;
export type CarrierName = (typeof CARRIERS)[number];

/** STIR/SHAKEN: how far the caller's own carrier vouches for the number; `none` where nobody said anything. */
export const ATTESTATIONS = ['A', 'B', 'C', 'failed', 'none'] as const;
export type Attestation = (typeof ATTESTATIONS)[number];

/** A call as it reaches one of our numbers, in words no carrier owns. */
export interface InboundCall {
  readonly carrier: CarrierName;
  /** The carrier's id of the caller's own leg: names the whole call. */
  readonly callId: string;
  /** The number that was called, as the carrier writes it. */
  readonly to: string;
  readonly caller: CallerId;
  /** ISO 3166 country or state of the caller. */
  readonly region?: string;
  /** As the carrier writes it; unknown where absent. */
  readonly postal?: string;
  readonly attestation: Attestation;
}

/** What is kept of the caller: enough to recognise and judge, never the number itself. */
export interface Caller {
  /** Absent for a withheld caller id. */
  readonly personHash?: string;
  /** `…0142`. */
  readonly masked?: string;
  readonly region?: string;
  readonly attestation: Attestation;
}

/** How far a call or a leg has come; a later word never moves it back. */
export const STAGES = ['open', 'ringing', 'in-progress', 'ended'] as const;
type Stage = (typeof STAGES)[number];

/** How a call or a leg ended; where two words disagree the later in this list wins. */
export const RESULTS = ['canceled', 'failed', 'busy', 'no-answer', 'completed'] as const;
export type Result = (typeof RESULTS)[number];

/** No carrier keeps a call up longer, so a longer one is a mistake or an attack. */
export const MAX_CALL_SECONDS = 86_400;

/** We end a call that talks this long; a place on a target is promised until then. Twilio's own default for a dialled leg. */
export const MAX_TALK_SECONDS = 14_400;

/** No call lasts longer: it rings a minute at most, talks as long as we allow, and its last word is a few minutes late. */
export const SLOT_MS = MAX_TALK_SECONDS * SECOND_MS + HOUR_MS + 5 * MINUTE_MS;

/** Attempts to reach somebody within one call: the target and its fallback, with room for what a carrier repeats. */
export const MAX_LEGS = 8;
export const MAX_RECORDINGS = 4;

/** What we told the carrier to do after a dial; where two words disagree the later in this list wins. */
export const NEXT_AFTER_DIAL = ['end', 'fallback', 'target'] as const;
export type NextAfterDial = (typeof NEXT_AFTER_DIAL)[number];

/** One attempt to reach somebody, as told by the dial's own answer and by the leg's status. */
export interface Leg {
  /** From the dial's answer: the only place with the talk time itself. */
  readonly dial?: {
    readonly result: Result;
    readonly talkSeconds?: number;
    /** What we told the carrier to do next. */
    readonly next: NextAfterDial;
  };
  /** From the leg's own last status: its seconds stand in for the talk time when the dial's answer never comes. */
  readonly ended?: { readonly result: Result; readonly seconds?: number };
  /** When the two sides were joined, and when the leg was over, for carriers that tell times and no durations. */
  readonly talk?: { readonly fromMs?: number; readonly untilMs?: number };
}

export interface Recording {
  /** Where the carrier keeps it; never the sound itself. */
  readonly url?: string;
  readonly seconds?: number;
}

/** Everything the events of one call add up to, in whatever order and number they come. */
export interface CallProgress {
  readonly stage: Stage;
  /** Present once ended. */
  readonly result?: Result;
  /** The caller's own leg, menu and ringing included: never what is paid for. */
  readonly totalSeconds?: number;
  /** By the carrier's id of the leg: each attempt is a leg of its own, and attempts are never summed. */
  readonly legs: Readonly<Record<string, Leg>>;
  readonly recordings: Readonly<Record<string, Recording>>;
}

export const NO_PROGRESS: CallProgress = { stage: 'open', legs: {}, recordings: {} };

/** Where the call was sent when it was answered. */
export interface Route {
  /** `asking`: a plan puts its questions first, and where the call goes is decided by the answers. */
  readonly kind: 'target' | 'fallback' | 'none' | 'asking';
  readonly targetId?: string;
  /** `over`: every target that was open had its places taken. */
  readonly capacity: 'reserved' | 'over' | 'none';
  /** In how many items the target's places are kept; one when absent. */
  readonly shards?: number;
  /** What the carrier is told to dial; absent with `none`. */
  readonly destination?: Destination;
  readonly ringSeconds?: number;
  /** All targets of the route in the order in which they are tried, where anything but the fallback may follow the first dial. */
  readonly order?: readonly string[];
  /** Why each target was or was not chosen (routing/trail.ts). */
  readonly trail?: string;
  /** The dials so far, where more may follow (routing/walk.ts); it travels in the address that the carrier signs. */
  readonly walk?: string;
  /** Whose bids the targets after it may be. */
  readonly auctionId?: string;
  /** Whether answers are counted although no place was promised: its market weighs prices by them. */
  readonly weighed?: boolean;
  /** What the one that rings now has bid, in the offer's currency. */
  readonly bidMinor?: bigint;
  /** What a plan led to, where the call was asked or told something first. */
  readonly plan?: Planned;
}

/** What became of a caller in a plan. */
export interface Planned {
  /** By the question's id: the key that was pressed, the word that was said, or false where nothing fitted. */
  readonly answers?: Answers;
  /** ISO 639, as chosen by the caller. */
  readonly language?: string;
  /** Which of an offer's targets it was sent to. */
  readonly tag?: string;
  /** The offer that it led to, where that is another than the number's own: its fallback takes what nobody else can. */
  readonly houseId?: string;
  /** The talk is recorded, and the caller was told so. */
  readonly record?: true;
}

/** A call as the outcome item keeps it. */
export interface CallRecord {
  readonly carrier: CarrierName;
  readonly callId: string;
  /** Our tracking number. */
  readonly number: E164;
  readonly caller: Caller;
  readonly route: Route;
  readonly progress: CallProgress;
  /** The place on the target was given back. */
  readonly released?: boolean;
  /** Whether the target answered was counted. */
  readonly counted?: boolean;
}

/** Something a carrier told us about a call. `callId` always names the caller's own leg. */
export type CallEvent =
  | { readonly kind: 'call-progress'; readonly stage: 'ringing' | 'in-progress' }
  | { readonly kind: 'call-ended'; readonly result: Result; readonly totalSeconds?: number }
  | { readonly kind: 'leg-ended'; readonly legId: string; readonly result: Result; readonly seconds?: number }
  | {
      readonly kind: 'dial-finished';
      readonly legId: string;
      readonly result: Result;
      readonly talkSeconds?: number;
      readonly next: NextAfterDial;
      /** When it was over, where the carrier tells no talk time: it is counted from `leg-bridged`. */
      readonly endedAtMs?: number;
    }
  | { readonly kind: 'leg-bridged'; readonly legId: string; readonly atMs: number }
  | {
      readonly kind: 'recording-ready';
      readonly recordingId: string;
      readonly url?: string;
      readonly seconds?: number;
    };
