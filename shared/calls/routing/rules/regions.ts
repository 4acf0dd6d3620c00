import type { Area } from '../../../catalog/target-rules.ts';
import type { Place } from '../model.ts';
import type { Rule } from './rule.ts';

/** `null` where the caller's place is not known well enough to say. */
type Inside = boolean | null;

/** Whether a place lies in an area. */
export function isInside(place: Place, area: Area): Inside {
  switch (area.kind) {
    case 'region':
      return inRegion(place, area.code);
    case 'area-code':
      return place.areaCode === undefined ? null : place.areaCode === area.code;
    case 'postal-prefix':
      if (place.country !== undefined && place.country !== area.country) return false;
      return place.postal === undefined ? null : place.postal.startsWith(area.prefix);
  }
}

/** A caller known to be in another country is in none of this one's states, whatever else is unknown. */
function inRegion({ country, state }: Place, code: string): Inside {
  if (state === code || country === code) return true;
  if (country === undefined) return null;
  const undecided = state === undefined && code.length > 2 && code.startsWith(country);
  return undecided ? null : false;
}

const nameOf = ({ state, country, areaCode, postal }: Place): string =>
  [state ?? country, areaCode, postal].filter((part) => part !== undefined).join(' ') || 'unknown';

/**
 * A blocked area refuses whoever is known to be in it. With an allow list the caller must be known to be in one of its
 * areas; where that can't be told, the target says itself whether it takes the risk.
 */
export const regions: Rule = ({ rules }, { call: { place } }) => {
  if (!rules.regions) return undefined;
  const { allow, block, unknown = 'refuse' } = rules.regions;
  if (block?.some((area) => isInside(place, area) === true)) return { refusal: 'region', seen: nameOf(place) };
  if (!allow) return undefined;
  let undecided = false;
  for (const area of allow) {
    const inside = isInside(place, area);
    if (inside === true) return undefined;
    if (inside === null) undecided = true;
  }
  if (!undecided) return { refusal: 'region', seen: nameOf(place) };
  return unknown === 'take' ? undefined : { refusal: 'region-unknown', seen: nameOf(place) };
};
