import type { Area } from '../../../catalog/target-rules.ts';
import type { Place } from '../model.ts';
import type { Rule } from './rule.ts';

/** `null` where the caller's place is not known well enough to say. */
type Inside = boolean | null;

const known = (seen: string | undefined, holds: (seen: string) => boolean): Inside =>
  seen === undefined ? null : holds(seen);

function isInside(place: Place, area: Area): Inside {
  switch (area.kind) {
    case 'region':
      return inRegion(place, area.code);
    case 'area-code':
      return known(place.areaCode, (code) => code === area.code);
    case 'postal-prefix':
      if (place.country !== undefined && place.country !== area.country) return false;
      return known(place.postal, (postal) => postal.startsWith(area.prefix));
  }
}

/** A caller known to be in another country is in none of this one's states, whatever else is unknown. */
function inRegion({ country, state }: Place, code: string): Inside {
  if (code.length === 2) return known(country, (seen) => seen === code);
  if (country !== undefined && country !== code.slice(0, 2)) return false;
  return known(state, (seen) => seen === code);
}

const nameOf = ({ state, country, areaCode, postal }: Place): string =>
  [state ?? country, areaCode, postal].filter((part) => part !== undefined).join(' ') || 'unknown';

/**
 * A blocked area refuses whoever is known to be in it. With an allow list the caller must be known to be in one of its
 * areas; where that can't be told, the target says itself whether it takes the risk.
 */
export const regions: Rule = ({ rules }, { call: { place } }) => {
  if (!rules.regions) return undefined;
  const { allow, block = [], unknown = 'refuse' } = rules.regions;
  if (block.some((area) => isInside(place, area) === true)) return { refusal: 'region', seen: nameOf(place) };
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
