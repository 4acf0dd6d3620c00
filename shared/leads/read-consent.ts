import type { LeadForm } from '../catalog/lead-form.ts';
import { type FieldError, Problem } from '../kernel/problem.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../kernel/time.ts';
import type { Consent } from './model.ts';

/** A page's clock may be a little ahead of ours. */
const CLOCK_SKEW_MS = 5 * MINUTE_MS;
/** Certificates of consent live for 90 days (FIELD section 2): older words are no proof any more. */
const MAX_AGE_MS = 90 * DAY_MS;

const isMissing = (consent: Consent, part: LeadForm['consent'][number]): boolean =>
  (part === 'at' ? consent.atMs : consent[part]) === undefined;

/**
 * Holds the proof of consent against what the offer asks for.
 *
 * @throws Problem `invalid` naming each part that is missing or can't be
 */
export function checkConsent(form: LeadForm, consent: Consent | undefined, nowMs: EpochMs): Consent {
  const given = consent ?? {};
  const errors: FieldError[] = form.consent
    .filter((part) => isMissing(given, part))
    .map((part) => ({ field: `body.consent.${part}`, message: 'is required by this offer' }));
  if (given.atMs !== undefined && given.atMs > nowMs + CLOCK_SKEW_MS) {
    errors.push({ field: 'body.consent.at', message: 'is in the future' });
  }
  if (given.atMs !== undefined && given.atMs < nowMs - MAX_AGE_MS) {
    errors.push({ field: 'body.consent.at', message: 'is more than 90 days ago' });
  }
  const [first] = errors;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, errors);
  return given;
}
