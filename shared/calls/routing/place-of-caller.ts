import { areaCodeOf, countryOf, type E164, isTollFree } from '../../kernel/phone.ts';
import type { Place } from './model.ts';

/** What a carrier tells about a caller's number. */
export interface Told {
  /** Undefined for a withheld caller id. */
  readonly number?: E164 | undefined;
  /** ISO 3166 country or state: `US-IL`. */
  readonly region?: string | undefined;
  readonly postal?: string | undefined;
}

/**
 * Where a caller is. A withheld number is nowhere. A toll-free one is reached from a whole continent, so whatever a carrier
 * says of its place is the place of nobody. A number that has a country of its own is believed over the carrier's word.
 */
export function placeOfCaller({ number, region, postal }: Told): Place {
  if (number === undefined || isTollFree(number)) return {};
  const country = countryOf(number) ?? region?.slice(0, 2);
  const state = region !== undefined && region.length > 2 && region.slice(0, 2) === country ? region : undefined;
  const areaCode = areaCodeOf(number);
  const code = postal?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return {
    ...(country === undefined ? {} : { country }),
    ...(state === undefined ? {} : { state }),
    ...(areaCode === undefined ? {} : { areaCode }),
    ...(code && region?.slice(0, 2) === country ? { postal: code } : {}),
  };
}
