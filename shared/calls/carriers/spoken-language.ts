/**
 * The voices that every carrier has, by ISO 639. Another language is spoken by the carrier's default voice: a caller who hears an
 * accent is better off than one who hears an application error.
 */
const LOCALES = {
  de: 'de-DE',
  en: 'en-US',
  es: 'es-MX',
  fr: 'fr-CA',
  it: 'it-IT',
  ja: 'ja-JP',
  ko: 'ko-KR',
  nl: 'nl-NL',
  pl: 'pl-PL',
  pt: 'pt-BR',
  ru: 'ru-RU',
} as const;

export type SpokenLocale = (typeof LOCALES)[keyof typeof LOCALES];

const KNOWN = new Map<string, SpokenLocale>(Object.entries(LOCALES));

/** Undefined where no language was named, or none of these. */
export const localeOf = (language: string | undefined): SpokenLocale | undefined => KNOWN.get(language ?? '');
