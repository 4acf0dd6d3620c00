import type { Rules } from './target-draft.ts';

type Area = NonNullable<NonNullable<Rules['regions']>['allow']>[number];

/** `217` an area code, `US 627` the beginning of a postal code, `US-IL` or `US` a region; the API says what is none of them. */
export function areaOf(text: string): Area {
  if (/^\d{3}$/.test(text)) return { kind: 'area-code', code: text };
  const [country = '', prefix] = text.split(/\s+/);
  return prefix === undefined ? { kind: 'region', code: text } : { kind: 'postal-prefix', country, prefix };
}

export const areaInWords = (area: Area): string =>
  area.kind === 'postal-prefix' ? `${area.country} ${area.prefix}` : area.code;
