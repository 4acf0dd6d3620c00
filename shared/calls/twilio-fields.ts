import { z } from 'zod';
import { countryOf, parseCallerId } from '../kernel/phone.ts';
import { invalidField } from '../kernel/problem.ts';
import { parseJson } from '../platform/http/parse-json.ts';
import { type Attestation, MAX_CALL_SECONDS, type Result } from './model.ts';
import type { CarrierRequest } from './ports.ts';
import { JSON_BODY } from './twilio-signature.ts';

/** What Twilio's fields mean. Names and traps: https://www.twilio.com/docs/voice/twiml#request-parameters */

export type Fields = Readonly<Record<string, string>>;

const flatJson = z.record(
  z.string(),
  z.union([z.string(), z.number().transform(String), z.null().transform(() => '')]),
);

/** The named values of a verified request; of a name that comes twice, the first. */
export function readFields({ contentType, body }: CarrierRequest): Fields {
  if (contentType === JSON_BODY) {
    const flat = flatJson.safeParse(parseJson(body));
    if (!flat.success) throw invalidField('body', 'is not a flat JSON object');
    return flat.data;
  }
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) if (!fields.has(name)) fields.set(name, value);
  return Object.fromEntries(fields);
}

/** `CA…`, `RE…`: 34 characters. Others are let through as long as they are ids: compatible carriers differ (`v3:…`). */
export function readSid(fields: Fields, name: string): string {
  const value = fields[name];
  if (!value) throw invalidField(`body.${name}`, 'is missing');
  if (!/^[A-Za-z0-9_.:-]{1,64}$/.test(value)) throw invalidField(`body.${name}`, 'is not an id');
  return value;
}

/**
 * A duration in whole seconds; absent where Twilio sent none. Negative, fractional or longer than a day is refused by name:
 * no carrier sends it, and money hangs on it.
 */
export function readSeconds(fields: Fields, name: string): number | undefined {
  const text = fields[name];
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  if (!/^-?\d{1,15}$/.test(text)) throw invalidField(`body.${name}`, 'is not a number of whole seconds');
  if (seconds < 0) throw invalidField(`body.${name}`, 'is negative');
  if (seconds > MAX_CALL_SECONDS) throw invalidField(`body.${name}`, `is longer than ${MAX_CALL_SECONDS} seconds`);
  return seconds;
}

const RESULT_OF = new Map<string, Result>([
  ['completed', 'completed'],
  // What a <Dial action> says of a conference or queue that was reached.
  ['answered', 'completed'],
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
]);

const STAGE_OF = new Map<string, 'ringing' | 'in-progress'>([
  ['queued', 'ringing'],
  ['initiated', 'ringing'],
  ['ringing', 'ringing'],
  ['in-progress', 'in-progress'],
  // Of a call, that somebody picked up; of a dial, that it was reached and is over.
  ['answered', 'in-progress'],
]);

/** A status of a call or leg: how it ended, or how far it is. @throws Problem for a word that Twilio does not have. */
export function readStatus(fields: Fields, name: string): { result: Result } | { stage: 'ringing' | 'in-progress' } {
  const status = fields[name];
  if (status === undefined) throw invalidField(`body.${name}`, 'is missing');
  const result = RESULT_OF.get(status);
  if (result && (status !== 'answered' || name.startsWith('Dial'))) return { result };
  const stage = STAGE_OF.get(status);
  if (!stage) throw invalidField(`body.${name}`, 'is not a call status');
  return { stage };
}

/** `TN-Validation-Passed-A`, `…-A-Diverted`, `…-Failed-B`, `No-TN-Validation`, the literal text `NULL`, or nothing at all. */
export function readAttestation(stirVerstat: string | undefined): Attestation {
  const passed = /^TN-Validation-Passed-([ABC])(?:-Diverted|-Passthrough)?$/.exec(stirVerstat ?? '')?.[1];
  if (passed === 'A' || passed === 'B' || passed === 'C') return passed;
  return /^TN-Validation-Failed(?:-[ABC])?(?:-Diverted|-Passthrough)?$/.test(stirVerstat ?? '') ? 'failed' : 'none';
}

/** Countries whose `FromState` is the code of ISO 3166-2; elsewhere it is free text. */
const STATES_ARE_CODES = new Set(['US', 'CA']);

/** Where the caller's number is at home, as ISO 3166: `US-IL`, or `DE` where only the country is known. */
export function readRegion(fields: Fields): string | undefined {
  const caller = parseCallerId(fields.From);
  if (caller.kind === 'withheld') return undefined;
  const told = fields.FromCountry?.toUpperCase() ?? '';
  const country = /^[A-Z]{2}$/.test(told) ? told : countryOf(caller.number);
  if (!country) return undefined;
  const state = fields.FromState?.toUpperCase() ?? '';
  return STATES_ARE_CODES.has(country) && /^[A-Z]{2}$/.test(state) ? `${country}-${state}` : country;
}
