import type { CarrierName } from '../../../shared/calls/model.ts';
import type { Verb } from './verbs.ts';

/** A call in the simulated carrier's hands, in words no carrier owns. */
export interface CallFacts {
  readonly callId: string;
  /** In E.164, or `anonymous`. */
  readonly from: string;
  readonly fromState: string;
  readonly fromCountry: string;
  readonly to: string;
  readonly attestation: 'A' | 'B' | 'C' | 'failed' | 'none';
  readonly startedAtMs: number;
}

export type Ring = 'answered' | 'no-answer' | 'busy' | 'failed';

/** A leg that was dialled, and how it ended. */
export interface LegFacts {
  readonly legId: string;
  readonly destination: string;
  readonly ring: Ring;
  readonly talkSeconds: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface RecordingFacts {
  readonly recordingId: string;
  readonly url: string;
  readonly seconds: number;
  readonly endedAtMs: number;
}

/** What a caller does when it is asked; nothing of it is silence. */
export interface Reply {
  readonly keys?: string;
  readonly speech?: string;
  readonly hangsUp?: true;
}

/** The fields of one webhook. */
export type Fields = Readonly<Record<string, unknown>>;

/** How one carrier says things. */
export interface Dialect {
  readonly name: CarrierName;
  /** Of 32 hexadecimal digits. */
  idOf(kind: 'call' | 'leg' | 'recording', hex: string): string;
  readonly contentType: string;
  encode(fields: Fields): string;
  /** Headers that prove who sent it. `secret` is what the carrier itself holds. */
  sign(secret: string, url: string, body: string, nowMs: number): Readonly<Record<string, string>>;
  /** @throws Error for an answer that this carrier does not understand */
  readAnswer(body: string): readonly Verb[];
  incoming(call: CallFacts): Fields;
  dialEnded(call: CallFacts, leg: LegFacts): Fields;
  legEnded(call: CallFacts, leg: LegFacts): Fields;
  callEnded(call: CallFacts, totalSeconds: number): Fields;
  recordingReady(call: CallFacts, recording: RecordingFacts): Fields;
  /** What came of a gather. */
  replied(call: CallFacts, reply: Reply): Fields;
  /** Whether silence is told like an answer; else the carrier goes on with the next verb. */
  readonly tellsSilence: boolean;
  /** Fields of the price that comes seconds after the end; absent where a carrier never tells one. */
  readonly price?: Fields;
}

/** A form's text, for carriers that post forms. */
export const encodeForm = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

export const FORM_TYPE = 'application/x-www-form-urlencoded; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
