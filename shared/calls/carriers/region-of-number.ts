import { areaCodeOf, type CallerId, countryOf, type E164 } from '../../kernel/phone.ts';
import { stateOfAreaCode } from './area-codes.ts';

/** Where a number is at home, as ISO 3166: `US-IL` by its area code, or its country alone. Numbers move with people, so this is a guess. */
export function regionOfNumber(number: E164): string | undefined {
  const areaCode = areaCodeOf(number);
  const state = areaCode && stateOfAreaCode(areaCode);
  return state ? `US-${state}` : countryOf(number);
}

/** For the carriers that tell nothing of the caller but its number. */
export const regionOfCaller = (caller: CallerId): string | undefined =>
  caller.kind === 'number' ? regionOfNumber(caller.number) : undefined;
