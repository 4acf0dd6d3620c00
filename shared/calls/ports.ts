import type { Destination, Target, TermsRef } from '../catalog/model.ts';
import type { CallerId, E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Facts, OpenOutcome, Outcome } from '../outcomes/model.ts';
import type { Heard } from './answer-counts.ts';
import type { CallMessage } from './contract.ts';
import type { CallEvent, CallProgress, CallRecord, CarrierName, InboundCall } from './model.ts';
import type { Said, Way } from './routing/plan/choose-way.ts';

/** A carrier's HTTP request as it was signed: nothing in it is parsed yet. */
export interface CarrierRequest {
  /** Our configured public address, the path and the raw query: behind a gateway the request's own headers say otherwise. */
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

/** Puts a question. Whatever comes of it, an answer or silence, is told to `actionUrl`. */
export interface Gather {
  readonly verb: 'gather';
  readonly prompt: string;
  /** ISO 639; what the prompt is in, and what is listened for. English when absent. */
  readonly language?: string;
  readonly by: readonly Way[];
  /** Keys at most. */
  readonly digits: number;
  /** Pressed after fewer keys than `digits`; absent where every key is an answer. */
  readonly endKey?: '#';
  /** What is likely to be said. */
  readonly words?: readonly string[];
  readonly timeoutSeconds: number;
  readonly actionUrl: string;
}

/** What a call does next. Absolute URLs. */
export type Instruction =
  | {
      readonly verb: 'dial';
      readonly to: Destination;
      readonly ringSeconds: number;
      readonly maxTalkSeconds: number;
      /** Shown to the one who is called; the caller's own number when absent. */
      readonly callerId?: E164;
      /** Asked what to do once the dial is over. */
      readonly actionUrl: string;
      /** Told how the dialled leg ended. */
      readonly legEventsUrl: string;
      /** Records both sides, and tells this address where the recording is. */
      readonly recordingUrl?: string;
    }
  | { readonly verb: 'say'; readonly text: string; readonly language?: string }
  | { readonly verb: 'play'; readonly url: string }
  | Gather
  | { readonly verb: 'record'; readonly maxSeconds: number; readonly recordingUrl: string }
  | { readonly verb: 'reject' }
  | { readonly verb: 'hangup' };

export interface VoiceAnswer {
  readonly contentType: string;
  readonly body: string;
}

/** An event and the call it belongs to. */
export interface CarrierEvent {
  readonly carrier: CarrierName;
  readonly callId: string;
  /** Deterministic: carrier, call, kind and sequence. */
  readonly eventId: string;
  readonly event: CallEvent;
  /** The number that was called, as the carrier writes it; absent where the webhook is about another leg. */
  readonly to?: string;
}

/** A finished dial, before we say what comes next. */
export interface FinishedDial {
  readonly callId: string;
  /** The number that was called, as the carrier writes it. */
  readonly to: string;
  /** Whether the caller withheld its number. */
  readonly isWithheld: boolean;
  readonly event: Omit<Extract<CallEvent, { kind: 'dial-finished' }>, 'next'>;
}

/** What a caller answered to a question, or that nothing came. */
export interface CallerReply extends Said {
  readonly callId: string;
  /** The number that was called, as the carrier writes it. */
  readonly to: string;
  readonly caller: CallerId;
  /** As the carrier writes it; unknown where absent. */
  readonly postal?: string;
}

/** One carrier. No use case knows a carrier's field names; a new carrier is an adapter of this. */
export interface Carrier {
  readonly name: CarrierName;
  /**
   * Where the talk time is told: in the dial's own answer, or only when the dialled leg ends. The first makes the leg's
   * ending a stand-in that may come late on purpose.
   */
  readonly talkToldBy: 'dial' | 'leg';
  /** Whether the carrier sent exactly this, under one of our live secrets. Runs before anything is parsed. */
  verify(request: CarrierRequest, secrets: readonly string[], nowMs: EpochMs): boolean;
  /** @throws Problem `invalid` naming the field. */
  readInbound(request: CarrierRequest): InboundCall;
  /** @throws Problem `invalid` naming the field. */
  readDial(request: CarrierRequest, attempt: string): FinishedDial;
  /** How its callers may answer a question. */
  readonly hears: readonly Way[];
  /** @throws Problem `invalid` naming the field. */
  readReply(request: CarrierRequest): CallerReply;
  /** Status and recording callbacks. @throws Problem `invalid` naming the field. */
  readEvent(request: CarrierRequest): CarrierEvent;
  write(instructions: readonly Instruction[]): VoiceAnswer;
}

/** A carrier that takes its orders over its own API, not in the answer to a webhook. */
export interface CallCommands {
  /** @throws Error where the carrier refused or did not answer: the webhook then fails, and comes again */
  carryOut(request: CarrierRequest, instructions: readonly Instruction[]): Promise<void>;
}

/** What a target promises to take. */
export type Promised = Pick<Target, 'targetId' | 'maxConcurrent' | 'dailyCap' | 'rules' | 'shards'>;

export interface Capacity {
  /**
   * Promises one place, in one conditional write with the check: idempotent by outcome, and with an expiry of its own, so
   * that a lost ending leaks nothing. `unlimited` where the target promises nothing, and nothing is written.
   */
  reserve(
    target: Promised,
    outcomeId: string,
    atMs: EpochMs,
    /** What the call costs its advertiser, towards the target's limits of money. */
    amountMinor?: bigint,
  ): Promise<'reserved' | 'full' | 'unlimited'>;
  /**
   * Gives the place back, and in the same write counts whether the call was answered, where somebody can say; nothing happens
   * when the place is not there. The day's count stays: the call was sent.
   */
  release(targetId: string, outcomeId: string, heard?: Heard, shards?: number): Promise<void>;
  /** Counts the same for a call that needed no place, once in a row. */
  noteHeard(targetId: string, outcomeId: string, heard: Heard): Promise<void>;
  /**
   * Counts a dial that nobody answered, once; a target that asks for it rests after so many. Answers how many there were with
   * it, to a repeat too; undefined for a target that nobody has called yet.
   */
  noteUnanswered(targetId: string, dialId: string, atMs: EpochMs, shards?: number): Promise<Unanswered | undefined>;
}

/** Dials in a row of the clock's hour and day that nobody answered. */
export interface Unanswered {
  readonly inHour: number;
  readonly inDay: number;
}

/** A target that rests from now on, since too many of its dials were not answered. */
export interface PausedTarget extends Unanswered {
  readonly targetId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  /** The dial that did it. */
  readonly dialId: string;
  readonly atMs: EpochMs;
}

/** Tells whom it concerns; never fails the call that it is told of. */
export type TellPaused = (paused: PausedTarget) => Promise<void>;

/** A call inside its outcome. */
export interface StoredCall {
  readonly outcome: Outcome;
  readonly record: CallRecord;
  /** Counts the writes of the record: who writes names the one it has seen. */
  readonly rev: number;
  /** What came after the verdict, merged; absent until something did. */
  readonly late?: CallProgress;
}

/** Whose call it is from now on. */
export interface Under {
  readonly advertiserId: string;
  readonly terms: TermsRef;
}

export interface CallStore {
  /** Opens the outcome with the call in it, once; what stands comes back, with its own route. */
  open(outcome: OpenOutcome, record: CallRecord): Promise<StoredCall>;
  /** Strongly consistent. */
  find(outcomeId: string): Promise<StoredCall | undefined>;
  /** Writes what was merged, and the facts with it once they are complete; `lost` when somebody wrote or judged meanwhile. */
  save(seen: StoredCall, record: CallRecord, facts: Facts | undefined): Promise<'saved' | 'lost'>;
  /** Moves the call under another offer's terms, before anybody has talked under the old ones; `lost` like `save`. */
  move(seen: StoredCall, record: CallRecord, under: Under): Promise<'saved' | 'lost'>;
  /**
   * Keeps what came after the verdict beside it, and in the same write the facts that it comes to where those are news; `lost`
   * when somebody wrote meanwhile.
   */
  saveLate(seen: StoredCall, late: CallProgress, facts: Facts | undefined): Promise<'saved' | 'lost'>;
}

export interface CallQueue {
  send(message: CallMessage, options?: { readonly delaySeconds?: number }): Promise<void>;
}

export interface Deadline {
  /** Rejects when the work takes longer: a caller waits on the line. */
  within<T>(ms: number, work: Promise<T>): Promise<T>;
}
