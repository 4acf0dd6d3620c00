import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/http/outbound.ts';
import type { DeliveryTarget } from './model.ts';

export type Reading =
  | { readonly kind: 'accepted'; readonly reference?: string | undefined }
  | { readonly kind: 'returned'; readonly reason: string; readonly note?: string | undefined }
  | { readonly kind: 'failed'; readonly why: string };

const failed = (why: string): Reading => ({ kind: 'failed', why });

/** What we understand of a JSON answer; everything in it is optional, since most systems say less. */
const answerShape = z.looseObject({
  accepted: z.boolean().optional(),
  reason: z.string().max(60).optional(),
  note: z.string().max(500).optional(),
  reference: z.union([z.string().max(100), z.number()]).optional(),
});

/** The words in which systems that answer 200 to everything say no. */
const REFUSING_STATES = new Set(['error', 'failed', 'failure', 'fail', 'rejected', 'invalid', 'unauthorized']);

function saysNo(answer: Readonly<Record<string, unknown>>): boolean {
  if (answer.success === false || answer.ok === false) return true;
  const isThere = (value: unknown): boolean => Boolean(value) && !(Array.isArray(value) && value.length === 0);
  if (isThere(answer.error) || isThere(answer.errors)) return true;
  return [answer.status, answer.result].some((word) => REFUSING_STATES.has(String(word).toLowerCase()));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readJson({ accepted, reason, note, reference, ...rest }: z.output<typeof answerShape>): Reading {
  if (accepted === false) return reason === undefined ? failed('no-reason') : { kind: 'returned', reason, note };
  if (saysNo(rest)) return failed('error-body');
  return { kind: 'accepted', reference: reference === undefined ? undefined : String(reference) };
}

/**
 * What an endpoint's answer means. Only a clear yes is one: a 200 with an error in it is a failure and is tried again, and
 * `{"accepted": false, "reason": …}` gives the lead back.
 */
export function readAnswer(answer: OutboundAnswer, { format, successText }: DeliveryTarget): Reading {
  if (answer.kind === 'failed') return failed(answer.why);
  if (answer.status < 200 || answer.status >= 300) return failed(`status-${answer.status}`);
  const parsed = answerShape.safeParse(jsonOf(answer.text));
  const reading: Reading = parsed.success ? readJson(parsed.data) : { kind: 'accepted' };
  if (reading.kind !== 'accepted') return reading;
  if (successText !== undefined) return answer.text.includes(successText) ? reading : failed('error-body');
  // A JSON endpoint that answers with a page is a login, a firewall or a parked domain.
  const isPage = !parsed.success && format === 'json' && answer.text.trim() !== '';
  return isPage ? failed('not-json') : reading;
}
