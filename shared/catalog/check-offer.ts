import { type FieldError, Problem } from '../kernel/problem.ts';
import { ATTENDANCE, asksHeld } from './attendance-rules.ts';
import { leadFormErrors } from './check-lead-form.ts';
import type { Criterion } from './criteria.ts';
import { foreignQuestions } from './find-contradictions.ts';
import type { Destination, Model, OfferVersion } from './model.ts';
import type { OwnNumbers } from './ports.ts';
import { pricingError } from './pricing.ts';

/** What an advertiser decides anew with each version. */
export type OfferTerms = Pick<
  OfferVersion,
  | 'name'
  | 'description'
  | 'state'
  | 'joining'
  | 'criteria'
  | 'chargeMinor'
  | 'payoutMinor'
  | 'holdDays'
  | 'pricing'
  | 'windows'
  | 'disputeRules'
  | 'attendance'
  | 'fallbackDestination'
  | 'lead'
>;

const errorsIn = (criteria: Criterion, model: Model): FieldError[] =>
  foreignQuestions(criteria, model).map(({ path, reason }) => ({
    field: ['body', 'criteria', ...path].join('.'),
    message: `can never be met: ${reason}`,
  }));

/** A call sent to one of our own numbers would come back for ever. */
export async function loopErrors(
  numbers: OwnNumbers,
  field: string,
  destination: Destination | undefined,
): Promise<readonly FieldError[]> {
  if (destination?.kind !== 'number' || !(await numbers.has(destination.number))) return [];
  return [{ field: `${field}.number`, message: 'is a tracking number of this network: the call would come back' }];
}

/** @throws Problem `invalid` naming every field that is wrong */
export function refuse(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, errors);
}

function meetingErrors({ criteria, attendance }: OfferTerms, model: Model): FieldError[] {
  if (model !== 'appointment') {
    return attendance ? [{ field: 'body.attendance', message: `nobody comes to a ${model}` }] : [];
  }
  if (asksHeld(criteria)) return [];
  const question = `{ kind: 'answer', name: '${ATTENDANCE}', in: ['held'] }`;
  return [{ field: 'body.criteria', message: `would pay for meetings that nobody came to: ask for ${question}` }];
}

/**
 * Rules that reach over several fields of an offer.
 *
 * @throws Problem `invalid` naming each field
 */
export async function checkOffer(terms: OfferTerms, model: Model, numbers: OwnNumbers): Promise<void> {
  const { payoutMinor, chargeMinor, criteria, fallbackDestination, pricing, lead } = terms;
  const price =
    payoutMinor > chargeMinor ? [{ field: 'body.payoutMinor', message: 'is above chargeMinor: a loss each time' }] : [];
  const fallback =
    fallbackDestination && model !== 'call'
      ? [{ field: 'body.fallbackDestination', message: `a ${model} is not dialled anywhere` }]
      : [];
  const meeting = meetingErrors(terms, model);
  const loops = await loopErrors(numbers, 'body.fallbackDestination', fallbackDestination);
  const rules = pricing && pricingError(pricing);
  refuse([
    ...price,
    ...(rules ? [rules] : []),
    ...errorsIn(criteria, model),
    ...leadFormErrors(criteria, model, lead),
    ...fallback,
    ...meeting,
    ...loops,
  ]);
}
